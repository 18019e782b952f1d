import * as vscode from "vscode";
import type { ClusterProfile } from "../config/clusterProfile";
import type { ClusterProfiles } from "../config/clusterProfiles";
import type { Clusters } from "../config/clusters";
import { addressOf, type KafkaRun } from "../lab/local/kafkaRun";
import type { LocalKafka } from "../lab/local/localKafka";
import { LocalKafkaError, type LocalKafkaFailure } from "../lab/local/localKafkaError";
import type { LocalKafkaSettings } from "../lab/local/localKafkaSettings";
import { confirm, notifyError, notifyInformation, type Actions } from "../ui/notify";
import { withCancellableProgress, withProgress } from "../ui/progress";
import type { CommandId } from "../manifest";
import { openExternal, openSettings } from "../ui/workbench";
import { clusterNode } from "../views/clusterChildren";
import type { ClusterTreeNode } from "../views/nodes";
import type { CommandHandlers } from "./commandArguments";
import type { ConnectionEditors } from "./connectionEditors";
import type { LocalKafkaStatus } from "./localKafkaStatus";

/** What VS Code keeps for an extension: its `Memento`. */
interface Store {
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}

export interface LocalKafkaCommandDeps {
  readonly localKafka: Pick<LocalKafka, "running" | "start" | "stop" | "deleteData">;
  readonly localKafkaSettings: () => LocalKafkaSettings;
  readonly localKafkaStatus: Pick<LocalKafkaStatus, "show">;
  readonly profiles: Pick<ClusterProfiles, "list" | "add" | "update">;
  readonly clusters: Pick<Clusters, "reconnect">;
  readonly editors: Pick<ConnectionEditors, "refuseRestricted">;
  /** Remembers which cluster of the settings is the local one. */
  readonly store: Store;
  readonly reveal: (node: ClusterTreeNode) => Promise<void>;
  readonly log: { show(): void };
  /** For the log. */
  readonly report: (error: unknown, doing: string) => void;
}

type Handlers = Pick<
  CommandHandlers,
  | "kafkaOffsets.startLocalKafka"
  | "kafkaOffsets.stopLocalKafka"
  | "kafkaOffsets.resetLocalKafkaData"
>;

const profileKey = "kafkaOffsets.localKafka.profileId";
const settingsPrefix = "kafkaOffsets.localKafka";
const javaDownloads = "https://adoptium.net";
const dockerDownloads = "https://docs.docker.com/get-started/get-docker";

/** Starting, stopping and emptying a Kafka of the person's own machine. */
export function localKafkaCommands(deps: LocalKafkaCommandDeps): Handlers {
  const { localKafka, editors } = deps;
  return {
    "kafkaOffsets.startLocalKafka": async () => {
      editors.refuseRestricted();
      await attempt("Start Local Kafka", deps, () => start(deps));
    },

    "kafkaOffsets.stopLocalKafka": () => attempt("Stop Local Kafka", deps, () => stop(deps)),

    "kafkaOffsets.resetLocalKafkaData": async () => {
      editors.refuseRestricted();
      const question = "Delete all data of the local Kafka?";
      const detail =
        "Its topics, messages and groups are deleted, and cannot be brought back. It is stopped first if it runs.";
      if (!(await confirm(question, detail, "Delete Data"))) return;
      await attempt("Reset Local Kafka Data", deps, async () => {
        await withProgress("Deleting the data of the local Kafka", () => localKafka.deleteData());
        reconnect(deps);
        void notifyInformation("The data of the local Kafka are deleted. It is stopped.", {
          "Start Local Kafka": commandRunner("kafkaOffsets.startLocalKafka"),
        });
      });
    },
  };
}

async function start(deps: LocalKafkaCommandDeps): Promise<void> {
  const { localKafka, localKafkaSettings } = deps;
  const wasRunning = (await localKafka.running()) !== undefined;
  const run = await withCancellableProgress("Local Kafka", (signal, report) =>
    localKafka.start(localKafkaSettings(), report, signal),
  );
  const profile = await ensureProfile(deps, run);
  deps.clusters.reconnect(profile.id);
  await deps.reveal(clusterNode(profile));
  const state = wasRunning ? "is running already" : "is running";
  const message = `Apache Kafka ${run.version} ${state} at ${addressOf(run)}, with ${run.kind === "java" ? "Java" : "Docker"}. It goes on without VS Code, until it is stopped.`;
  // the notification stays for as long as nobody closes it
  void notifyInformation(message, {
    "Stop Local Kafka": commandRunner("kafkaOffsets.stopLocalKafka"),
  });
}

async function stop(deps: LocalKafkaCommandDeps): Promise<void> {
  const { localKafka } = deps;
  const stopped = await withProgress("Stopping the local Kafka", () => localKafka.stop());
  if (stopped === undefined) {
    void notifyInformation("The local Kafka is not running.");
    return;
  }
  reconnect(deps);
  void notifyInformation("The local Kafka is stopped. Its data are kept.");
}

/** The cluster the local Kafka was added as; with the same address, one that is there already; else a new one. */
async function ensureProfile(
  { profiles, store }: LocalKafkaCommandDeps,
  run: KafkaRun,
): Promise<ClusterProfile> {
  const address = addressOf(run);
  const all = profiles.list().profiles;
  const isThere = (profile: ClusterProfile): boolean => {
    const { bootstrapServers, security } = profile;
    const [server, ...others] = bootstrapServers.map((one) =>
      one.replace(/^localhost:/, "127.0.0.1:"),
    );
    return (
      server === address &&
      others.length === 0 &&
      (security?.protocol ?? "PLAINTEXT") === "PLAINTEXT"
    );
  };
  const known = all.find(({ id }) => id === store.get(profileKey)) ?? all.find(isThere);
  const profile =
    known ??
    (await profiles.add({ name: "Local Kafka", bootstrapServers: [address], isReadOnly: false }));
  await store.update(profileKey, profile.id);
  if (isThere(profile)) return profile;
  const moved = { ...profile, bootstrapServers: [address] };
  await profiles.update(moved);
  return moved;
}

/** What is shown of a cluster that has gone is outdated. */
function reconnect({ clusters, store }: LocalKafkaCommandDeps): void {
  const id = store.get(profileKey);
  if (typeof id === "string") clusters.reconnect(id);
}

/** Tells what the person can do, with a button for it. Other failures are the caller's. */
async function attempt(
  title: string,
  deps: LocalKafkaCommandDeps,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof LocalKafkaError)) throw error;
    deps.report(error, title);
    void notifyError(`${title}: ${error.message}`, waysOut(error.failure, deps.log));
  } finally {
    await deps.localKafkaStatus.show();
  }
}

/** For a button: through the command, so that its failures are told as any other's. */
function commandRunner(id: CommandId): () => Thenable<unknown> {
  return () => vscode.commands.executeCommand(id);
}

function waysOut(failure: LocalKafkaFailure, log: { show(): void }): Actions {
  const settings = { "Open Settings": () => openSettings(settingsPrefix) };
  const showLog = {
    "Show Log": () => {
      log.show();
    },
  };
  switch (failure) {
    case "nothingToRunItWith":
      return {
        "Get Docker": () => openExternal(dockerDownloads),
        "Get Java": () => openExternal(javaDownloads),
        ...settings,
      };
    case "unknownVersion":
    case "portInUse":
      return settings;
    case "notFetched":
      return { ...settings, ...showLog };
    case "notStarted":
    case "notStopped":
      return showLog;
    case "busy":
      return {};
  }
}
