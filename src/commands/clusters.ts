import * as vscode from "vscode";
import type { ClusterProfiles } from "../config/clusterProfiles";
import type { Clusters } from "../config/clusters";
import { formatAddress, parseBootstrapServers } from "../kafka/connection/bootstrapServers";
import { KafkaError } from "../kafka/errors";
import type { ClusterConnection } from "../kafka/clusterConnection";
import type { ClusterGateway } from "../kafka/gateway";
import { confirm, notifyError, notifyInformation } from "../ui/notify";
import { counted } from "../ui/numberFormat";
import { withCancellableProgress } from "../ui/progress";
import { isCancellation, userMessage } from "../ui/userMessage";
import type { CommandHandlers } from "./commandArguments";
import type { Pickers } from "./pickers";

export interface ClusterCommandDeps {
  readonly profiles: ClusterProfiles;
  readonly clusters: Clusters;
  readonly pickers: Pickers;
  readonly openGateway: (connection: ClusterConnection) => ClusterGateway;
}

type Handlers = Pick<
  CommandHandlers,
  "kafkaOffsets.addCluster" | "kafkaOffsets.removeCluster" | "kafkaOffsets.reconnectCluster"
>;

export function clusterCommands(deps: ClusterCommandDeps): Handlers {
  const { profiles, clusters, pickers } = deps;
  return {
    "kafkaOffsets.addCluster": async () => {
      const name = await askName(clusters.list().map((profile) => profile.name));
      if (name !== undefined) await addCluster(deps, name, "");
    },

    "kafkaOffsets.removeCluster": async (node) => {
      const cluster = await pickers.cluster("Remove Cluster", node?.cluster.id);
      if (cluster === undefined) return;
      const { id, name } = cluster.profile;
      const detail = "It is taken out of the settings. Nothing changes on the cluster itself.";
      const question = `Remove the cluster "${name}" from the list?`;
      if (await confirm(question, detail, "Remove Cluster")) await profiles.remove(id);
    },

    "kafkaOffsets.reconnectCluster": async (node) => {
      const cluster = await pickers.cluster("Reconnect Cluster", node?.cluster.id);
      if (cluster !== undefined) clusters.reconnect(cluster.profile.id);
    },
  };
}

/** Asks for the servers, tries them, and saves the cluster: a failure is shown first, and can be overruled. */
async function addCluster(deps: ClusterCommandDeps, name: string, value: string): Promise<void> {
  const text = await askBootstrapServers(value);
  if (text === undefined) return;
  const bootstrapServers = parseBootstrapServers(text).map(formatAddress);
  const save = async (): Promise<void> => deps.profiles.add({ name, bootstrapServers });
  let brokerCount: number;
  try {
    brokerCount = await countBrokers(deps, bootstrapServers);
  } catch (error) {
    if (isCancellation(error)) return;
    await notifyError(userMessage(`Connecting to "${name}"`, error), {
      "Add Anyway": save,
      "Change Servers…": () => addCluster(deps, name, text),
    });
    return;
  }
  await save();
  await notifyInformation(`Connected to "${name}": ${counted(brokerCount, "broker", String)}.`);
}

async function countBrokers(
  { profiles, openGateway }: ClusterCommandDeps,
  bootstrapServers: readonly string[],
): Promise<number> {
  const gateway = openGateway(profiles.connectionTo({ bootstrapServers }));
  try {
    const title = `Connecting to ${bootstrapServers.join(", ")}`;
    const description = await withCancellableProgress(title, (signal) =>
      gateway.describeCluster(signal),
    );
    return description.brokers.length;
  } finally {
    await gateway.close();
  }
}

async function askName(taken: readonly string[]): Promise<string | undefined> {
  const name = await vscode.window.showInputBox({
    title: "Add Cluster (1/2)",
    prompt: "Name, as the view shows it",
    placeHolder: "demo",
    ignoreFocusOut: true,
    validateInput: (text) => {
      if (text.trim() === "") return "Enter a name.";
      return taken.includes(text.trim()) ? "Another cluster has this name." : undefined;
    },
  });
  return name?.trim();
}

async function askBootstrapServers(value: string): Promise<string | undefined> {
  return vscode.window.showInputBox({
    title: "Add Cluster (2/2)",
    prompt: "Bootstrap servers, separated by commas (PLAINTEXT)",
    placeHolder: "localhost:9092",
    value,
    ignoreFocusOut: true,
    validateInput: (text) => {
      try {
        parseBootstrapServers(text);
        return undefined;
      } catch (error) {
        if (error instanceof KafkaError) return error.message;
        throw error;
      }
    },
  });
}
