import { KafkaError } from "../../kafka/errors";
import type { CreationKind } from "../creations";
import type { LabCluster } from "../labCluster";

/** What the lab created on a cluster and has not deleted yet. */
export interface Leftovers {
  readonly topics: readonly string[];
  readonly groups: readonly string[];
}

export function leftoversOf({ creations }: LabCluster): Leftovers {
  return { topics: creations.names("topic"), groups: creations.names("group") };
}

/**
 * Deletes all of it, groups first: what cannot be deleted stays noted, and is told in the end.
 * @throws KafkaError with a sentence for each that is still there
 */
export async function removeLeftovers(
  cluster: LabCluster,
  signal?: AbortSignal,
  { topics, groups }: Leftovers = leftoversOf(cluster),
): Promise<void> {
  const listed = await cluster.gateway().listTopics(signal);
  const present = new Set(listed.map(({ topic }) => topic));
  const failures: string[] = [];
  const done = Promise.resolve();
  const remove = async (kind: CreationKind, name: string, work: Promise<void>): Promise<void> => {
    try {
      await work;
      await cluster.creations.remove(kind, name);
    } catch (error) {
      if (!(error instanceof KafkaError)) throw error;
      failures.push(error.message);
    }
  };
  for (const groupId of groups) {
    await remove("group", groupId, cluster.writer.deleteGroups([groupId], signal));
  }
  for (const topic of topics) {
    // somebody else may have deleted it
    const isThere = present.has(topic);
    await remove("topic", topic, isThere ? cluster.writer.deleteTopic(topic, signal) : done);
  }
  if (failures.length > 0) throw new KafkaError(failures.join(" "), { kind: "invalidInput" });
}
