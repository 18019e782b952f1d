import * as vscode from "vscode";
import { ClusterChanges } from "./changes/clusterChanges";
import { ChangeJournal } from "./changes/journal";
import { commandFailures, commandTitles } from "./commands/commandFailures";
import { commandHandlers } from "./commands/handlers";
import { peekTarget } from "./commands/messages";
import { Pickers } from "./commands/pickers";
import { registerCommands } from "./commands/registerCommands";
import { ClusterProfiles } from "./config/clusterProfiles";
import { Clusters } from "./config/clusters";
import { WriteGuard } from "./config/guard";
import { onDidChangeSetting, peekSettings, readSetting } from "./config/settings";
import { localTimeZone } from "./decode/instants";
import { messageDocument } from "./documents/messageDocument";
import { ReadOnlyDocuments } from "./documents/readOnlyDocuments";
import { createClusterGateway } from "./kafka/connection/createClusterGateway";
import type { ClusterConnection } from "./kafka/gateway";
import { panelIds } from "./manifest";
import { PeekPanels } from "./panels/peek/panel";
import { ResetPanels } from "./panels/reset/panel";
import { Disposables } from "./ui/disposables";
import { errorLogger } from "./ui/errorLog";
import { numberFormatter } from "./ui/numberFormat";
import type { ClusterTree } from "./views/clusterTree";
import { ClusterView } from "./views/clusterView";

let close: (() => Promise<void>) | undefined;

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
  const peek = owned.add(
    new PeekPanels({
      viewType: panelIds.peek,
      extensionUri,
      target: (clusterId) => peekTarget(clusters.get(clusterId)),
      settings: peekSettings,
      formatNumber,
      openMessage: (message, cluster) => documents.open(messageDocument(message, cluster)),
      report,
    }),
  );
  const panels = owned.add(new ResetPanels({ viewType: panelIds.reset, extensionUri, report }));

  const guard = new WriteGuard(() => vscode.workspace.isTrusted);
  const directory = vscode.Uri.joinPath(globalStorageUri, "changes").fsPath;
  const journal = new ChangeJournal({ directory });
  const changes = new ClusterChanges(guard, journal, report);

  const pickers = new Pickers(clusters);
  const timeZone = localTimeZone();
  const config = { profiles, clusters, guard, timeZone, formatNumber, documents };
  const services = { ...config, openGateway, tree, log, pickers, peek, panels, changes, journal };
  const failures = commandFailures(commandTitles(extension.packageJSON), log, report);
  const boundary = { isNode: tree.isNode.bind(tree), report: failures };
  registerCommands(commandHandlers(services), boundary).forEach((item) => owned.add(item));

  return extensionMode === vscode.ExtensionMode.Test ? { tree } : undefined;
}

/** Closes the connections here, not as a subscription: those VS Code does not wait for. */
export const deactivate = (): Promise<void> | undefined => close?.();
