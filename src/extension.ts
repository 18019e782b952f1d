import path from "node:path";
import * as vscode from "vscode";
import { ClusterChanges } from "./changes/clusterChanges";
import { ChangeJournal } from "./changes/journal";
import { commandFailures, commandTitles } from "./commands/commandFailures";
import { commitHere } from "./commands/commitHere";
import { LocalKafkaStatus } from "./commands/localKafkaStatus";
import { labPanels } from "./commands/labPanels";
import { groupActions, resetServices } from "./commands/groupActions";
import { commandHandlers } from "./commands/handlers";
import { peekTarget } from "./commands/messages";
import { changeSource } from "./commands/changeSource";
import { ConnectionEditors } from "./commands/connectionEditors";
import { MessageDrafts } from "./commands/messageDrafts";
import { Pickers } from "./commands/pickers";
import { registerCommands } from "./commands/registerCommands";
import { openResend } from "./commands/sendMessage";
import { ClusterProfiles, type ProfileRegistry } from "./config/clusterProfiles";
import { Clusters } from "./config/clusters";
import { ClusterSecrets } from "./config/clusterSecrets";
import { WriteGuard } from "./config/guard";
import { Redaction } from "./config/redaction";
import {
  localKafkaSettings,
  onDidChangeSetting,
  peekSettings,
  readSetting,
} from "./config/settings";
import { readWorkspaceFile } from "./config/workspaceFile";
import { localTimeZone } from "./decode/instants";
import { ReadOnlyDocuments } from "./documents/readOnlyDocuments";
import { createClusterGateway } from "./kafka/connection/createClusterGateway";
import type { ClusterConnection } from "./kafka/clusterConnection";
import { diagnose } from "./kafka/diagnosis/diagnose";
import { KafkaJars } from "./lab/local/kafkaJars";
import { LocalKafka } from "./lab/local/localKafka";
import { LabProcesses } from "./lab/process/labProcesses";
import { panelIds } from "./manifest";
import { ConnectionPanels } from "./panels/connection/panel";
import { GroupPanels } from "./panels/group/panel";
import { ClusterDecoders } from "./panels/peek/clusterDecoders";
import { readLocalSchemas } from "./panels/peek/localSchemas";
import { PeekPanels } from "./panels/peek/panel";
import { PanelFocus } from "./panels/panelFocus";
import { TopicGroupsPanels } from "./panels/topicGroups/panel";
import { ResetPanels } from "./panels/reset/panel";
import { SchemaRegistry } from "./registry/schemaRegistry";
import { Disposables } from "./ui/disposables";
import { errorLogger } from "./ui/errorLog";
import { numberFormatter } from "./ui/numberFormat";
import { ClusterStatus } from "./views/clusterStatus";
import { redactedLog } from "./ui/redactedLog";
import { ChangesView } from "./views/changesView";
import type { ClusterTree } from "./views/clusterTree";
import { ClusterView } from "./views/clusterView";
import { Pins } from "./views/pins";
import { TreeArrangement } from "./views/treeArrangement";

let close: (() => Promise<void>) | undefined;

/** One batch of messages: a filter that takes longer is stopped. */
const filterTimeoutMs = 5000;

/** What tests in the extension host look at; nobody else is given anything. */
export interface TestApi {
  readonly tree: ClusterTree;
}

/** Wires the parts. No cluster is asked anything before a row is opened. */
export function activate(context: vscode.ExtensionContext): TestApi | undefined {
  const { extensionUri, globalStorageUri, extension, extensionMode } = context;
  const owned = new Disposables();
  context.subscriptions.push(owned);
  const channel = owned.add(vscode.window.createOutputChannel("Kafka Offsets", { log: true }));
  const redaction = new Redaction();
  const log = redactedLog(channel, redaction.redact);
  const report = errorLogger(log);

  const openGateway = (to: ClusterConnection) => createClusterGateway(to, log);
  const guard = new WriteGuard(() => vscode.workspace.isTrusted);
  const secrets = owned.add(new ClusterSecrets(context.secrets));
  const profiles = owned.add(new ClusterProfiles({ secrets, guard, redaction, log }));
  const clusters = owned.add(new Clusters(profiles, openGateway, report));

  const formatNumber = numberFormatter(vscode.env.language);
  const showsInternalTopics = () => readSetting("showInternalTopics");
  const arrangement = owned.add(new TreeArrangement(context.workspaceState));
  const pins = owned.add(new Pins(context.globalState));
  const hiddenGroups = () => readSetting("hiddenGroups").filter((one) => typeof one === "string");
  const view = owned.add(
    new ClusterView(clusters, {
      formatNumber,
      showsInternalTopics,
      arrangement,
      pins,
      hiddenGroups,
      report,
    }),
  );
  const { tree } = view;
  owned.add(onDidChangeSetting("hiddenGroups", view.refreshHidden.bind(view)));
  owned.add(onDidChangeSetting("showInternalTopics", tree.refresh.bind(tree, undefined)));

  const focus = owned.add(new PanelFocus());
  const status = owned.add(new ClusterStatus(clusters, [focus, view]));

  const documents = owned.add(new ReadOnlyDocuments());
  const decoders = owned.add(
    new ClusterDecoders((clusterId) => {
      const cluster = clusters.get(clusterId);
      const registry = cluster && profiles.registryOf(cluster.profile);
      return registry && { key: registry.key, open: () => openRegistry(registry) };
    }),
  );
  const reportSchema = (error: unknown): void => {
    report(error, "reading a schema of the settings");
  };
  const filterScript = vscode.Uri.joinPath(extensionUri, "dist", "filterWorker.js").fsPath;
  const peek: PeekPanels = owned.add(
    new PeekPanels({
      viewType: panelIds.peek,
      extensionUri,
      focus,
      target: (clusterId) => peekTarget(clusters.get(clusterId)),
      writeObstacle: (clusterId) => actions.writeObstacle(clusterId),
      settings: peekSettings,
      formatNumber,
      decoding: (clusterId) => decoders.of(clusterId),
      localSchemas: () =>
        readLocalSchemas(readSetting("peekSchemas"), readWorkspaceFile, reportSchema),
      filters: { scriptFile: filterScript, timeoutMs: filterTimeoutMs },
      documents,
      commitHere: (clusterId, at) => commitHere(resetServices(services), clusterId, at),
      resend: (clusterId, message) => openResend(services, clusterId, message),
      report,
    }),
  );
  const panels = owned.add(
    new ResetPanels({ viewType: panelIds.reset, extensionUri, focus, report }),
  );

  const connections = owned.add(
    new ConnectionPanels({ viewType: panelIds.connection, extensionUri, focus, report }),
  );
  const editors = new ConnectionEditors({ profiles, secrets, guard, connections, diagnose });

  const directory = vscode.Uri.joinPath(globalStorageUri, "changes").fsPath;
  const journal = new ChangeJournal({ directory });
  const changes = new ClusterChanges(guard, journal, report);
  const source = changeSource(journal, { clusters, guard });
  const recent = owned.add(new ChangesView(source, { formatNumber, report })).tree;
  owned.add(clusters.onDidChange(recent.refresh.bind(recent)));

  const localDirectory = vscode.Uri.joinPath(globalStorageUri, "localKafka").fsPath;
  const jars = new KafkaJars(path.join(localDirectory, "jars"));
  const localKafka = new LocalKafka({ directory: localDirectory, jars, openGateway });
  const localKafkaStatus = owned.add(new LocalKafkaStatus(localKafka, report));
  void localKafkaStatus.show();
  const local = { localKafka, localKafkaSettings, localKafkaStatus, store: context.globalState };

  const pickers = new Pickers(clusters, formatNumber);
  const drafts = owned.add(new MessageDrafts());
  const timeZone = localTimeZone();
  const config = { profiles, clusters, editors, guard, timeZone, formatNumber, documents };
  const parts = { openGateway, tree, log, pickers, drafts, peek, panels, changes, journal };
  const services = { ...config, ...parts };
  const actions = groupActions(services);
  const groups = owned.add(
    new GroupPanels({
      viewType: panelIds.group,
      extensionUri,
      focus,
      target: (clusterId) => peekTarget(clusters.get(clusterId)),
      timeZone: () => readSetting("peekTimeZone"),
      formatNumber,
      report,
      ...actions,
    }),
  );
  const topicGroups = owned.add(
    new TopicGroupsPanels({
      viewType: panelIds.topicGroups,
      extensionUri,
      focus,
      target: (clusterId) => peekTarget(clusters.get(clusterId)),
      timeZone: () => readSetting("peekTimeZone"),
      formatNumber,
      peek: actions.peek,
      openGroup: (target, groupId) => {
        groups.open(target, groupId, "partitions");
      },
      report,
    }),
  );
  const labScript = vscode.Uri.joinPath(extensionUri, "dist", "labWorker.js").fsPath;
  const processes = owned.add(new LabProcesses({ scriptFile: labScript }));
  const { globalState: store } = context;
  const javaOf = { jars, localKafkaSettings };
  const labs = owned.add(
    labPanels({ ...services, ...javaOf, extensionUri, focus, processes, groups, store, report }),
  );
  close = async () => {
    await Promise.all([labs.close(), clusters.close()]);
  };
  const failures = commandFailures(commandTitles(extension.packageJSON), log, report);
  const isNode = (value: unknown) => tree.isNode(value) || recent.isNode(value);
  const boundary = { isNode, report: failures };
  const arranging = { arrangement, pins, reveal: view.reveal.bind(view) };
  const all = { ...services, ...arranging, ...local, report, status, groups, topicGroups, labs };
  registerCommands(commandHandlers(all), boundary).forEach((item) => owned.add(item));

  return extensionMode === vscode.ExtensionMode.Test ? { tree } : undefined;
}

/** With the secrets that are stored at that time. */
async function openRegistry({ open }: ProfileRegistry): Promise<SchemaRegistry> {
  return new SchemaRegistry({ ...(await open()), timeoutMs: readSetting("requestTimeoutMs") });
}

/** Closes the connections here, not as a subscription: those VS Code does not wait for. */
export const deactivate = (): Promise<void> | undefined => close?.();
