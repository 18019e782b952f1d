import { mkdtemp, rm } from "node:fs/promises";
import path from "node:path";
import { ClusterChanges } from "../../src/changes/clusterChanges";
import { ChangeJournal } from "../../src/changes/journal";
import { labCluster } from "../../src/commands/labCluster";
import { WriteGuard } from "../../src/config/guard";
import type { ClusterConnection } from "../../src/kafka/clusterConnection";
import type { ClusterGateway } from "../../src/kafka/gateway";
import type { LabCluster } from "../../src/lab/labCluster";
import { LabProcesses } from "../../src/lab/process/labProcesses";
import { outDirectory } from "../../tools/paths";
import { labWorkerScript } from "./labWorkerScript";
import { MemoryStore } from "./memoryStore";
import type { TestKafka } from "./testKafka";

export interface LabScene {
  readonly cluster: LabCluster;
  readonly gateway: ClusterGateway;
  readonly processes: LabProcesses;
  /** Kills what still runs, and removes the journal. */
  close(): Promise<void>;
}

export interface LabSceneOptions {
  readonly isReadOnly?: boolean;
  readonly isProduction?: boolean;
  /** Of the lab's processes. */
  readonly connection?: Partial<ClusterConnection>;
}

/** A real cluster as the lab gets it from the extension, with its processes. */
export async function labScene(
  kafka: TestKafka,
  { isReadOnly = false, isProduction = false, connection = {} }: LabSceneOptions = {},
): Promise<LabScene> {
  const gateway = kafka.gateway();
  const { bootstrapServers } = kafka;
  const profile = { id: "lab", name: "lab", bootstrapServers, isReadOnly, isProduction };
  const directory = await mkdtemp(path.join(outDirectory, "test-lab-"));
  const guard = new WriteGuard(() => true);
  const timeouts = { clientId: "lab", connectTimeoutMs: 5000, requestTimeoutMs: 15_000 };
  const deps = {
    clusters: { get: () => ({ profile, gateway }) },
    profiles: { connectionTo: () => ({ bootstrapServers, ...timeouts, ...connection }) },
    guard,
    changes: new ClusterChanges(guard, new ChangeJournal({ directory }), () => undefined),
    store: new MemoryStore(),
  };
  const processes = new LabProcesses({ scriptFile: await labWorkerScript() });
  return {
    cluster: labCluster(deps, { clusterId: profile.id, clusterName: profile.name }),
    gateway,
    processes,
    close: async () => {
      processes.dispose();
      await rm(directory, { recursive: true });
    },
  };
}
