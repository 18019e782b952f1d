import * as vscode from "vscode";
import { ClusterChanges } from "./changes/clusterChanges";
import { ChangeJournal } from "./changes/journal";
import { commandFailures, commandTitles } from "./commands/commandFailures";
import { commitHere } from "./commands/commitHere";
import { groupActions, resetServices } from "./commands/groupActions";
import { commandHandlers } from "./commands/handlers";
import { peekTarget } from "./commands/messages";
import { changeSource } from "./commands/changeSource";
import { Pickers } from "./commands/pickers";
import { registerCommands } from "./commands/registerCommands";
import { ClusterProfiles } from "./config/clusterProfiles";
import { Clusters } from "./config/clusters";
import { WriteGuard } from "./config/guard";
import { onDidChangeSetting, peekSettings, readSetting } from "./config/settings";
import { readWorkspaceFile } from "./config/workspaceFile";
import { localTimeZone } from "./decode/instants";
import { ReadOnlyDocuments } from "./documents/readOnlyDocuments";
import { createClusterGateway } from "./kafka/connection/createClusterGateway";
import type { ClusterConnection } from "./kafka/clusterConnection";
import { panelIds } from "./manifest";
import { GroupPanels } from "./panels/group/panel";
import { ClusterDecoders } from "./panels/peek/clusterDecoders";
import { readLocalSchemas } from "./panels/peek/localSchemas";
import { PeekPanels } from "./panels/peek/panel";
import { ResetPanels } from "./panels/reset/panel";
import { SchemaRegistry } from "./registry/schemaRegistry";
import { Disposables } from "./ui/disposables";
import { errorLogger } from "./ui/errorLog";
import { numberFormatter } from "./ui/numberFormat";
import { ChangesView } from "./views/changesView";
import type { ClusterTree } from "./views/clusterTree";
import { ClusterView } from "./views/clusterView";

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
  const log = owned.add(vscode.window.createOutputChannel("Kafka Offsets", { log: true }));
  const report = errorLogger(log);

  const openGateway = (to: ClusterConnection) => createClusterGateway(to, log);
  const profiles = owned.add(new ClusterProfiles(log));
  const clusters = owned.add(new Clusters(profiles, openGateway, report));
  close = () => clusters.close();

  const formatNumber = numberFormatter(vscode.env.language);
  const showsInternalTopics = () => readSetting("showInternalTopics");
  const { tree } = owned.add(
    new ClusterView(clusters, { formatNumber, showsInternalTopics, report }),
  );
  owned.add(onDidChangeSetting("showInternalTopics", tree.refresh.bind(tree, undefined)));

  const documents = owned.add(new ReadOnlyDocuments());
  const decoders = owned.add(
    new ClusterDecoders({
      registryOf: (clusterId) => clusters.get(clusterId)?.profile.schemaRegistry,
      openRegistry: (url) =>
        new SchemaRegistry({ url, timeoutMs: readSetting("requestTimeoutMs") }),
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
      report,
    }),
  );
  const panels = owned.add(new ResetPanels({ viewType: panelIds.reset, extensionUri, report }));

  const guard = new WriteGuard(() => vscode.workspace.isTrusted);
  const directory = vscode.Uri.joinPath(globalStorageUri, "changes").fsPath;
  const journal = new ChangeJournal({ directory });
  const changes = new ClusterChanges(guard, journal, report);
  const recent = owned.add(new ChangesView(changeSource(journal), { formatNumber, report })).tree;

  const pickers = new Pickers(clusters);
  const timeZone = localTimeZone();
  const config = { profiles, clusters, guard, timeZone, formatNumber, documents };
  const services = { ...config, openGateway, tree, log, pickers, peek, panels, changes, journal };
  const actions = groupActions(services);
  const groups = owned.add(
    new GroupPanels({
      viewType: panelIds.group,
      extensionUri,
      target: (clusterId) => peekTarget(clusters.get(clusterId)),
      timeZone: () => readSetting("peekTimeZone"),
      formatNumber,
      report,
      ...actions,
    }),
  );
  const failures = commandFailures(commandTitles(extension.packageJSON), log, report);
  const isNode = (value: unknown) => tree.isNode(value) || recent.isNode(value);
  const boundary = { isNode, report: failures };
  registerCommands(commandHandlers({ ...services, groups }), boundary).forEach((item) =>
    owned.add(item),
  );

  return extensionMode === vscode.ExtensionMode.Test ? { tree } : undefined;
}

/** Closes the connections here, not as a subscription: those VS Code does not wait for. */
export const deactivate = (): Promise<void> | undefined => close?.();
