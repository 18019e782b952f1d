import { KafkaError } from "../../kafka/errors";
import type { LabCluster } from "../labCluster";

/**
 * Notes that the group is the lab's, before its first consumer joins it. A group that others made is never joined: its
 * partitions would be taken from its own consumers.
 * @throws KafkaError `invalidInput` for a group of others, and where it is not known whose it is
 */
export async function claimGroup(
  { creations, gateway }: Pick<LabCluster, "creations" | "gateway">,
  groupId: string,
  signal: AbortSignal,
): Promise<void> {
  if (creations.has("group", groupId)) return;
  const [found] = await gateway().describeGroups([groupId], signal);
  if (found?.failure !== undefined && found.failure.code !== groupIdNotFound) {
    throw new KafkaError(`Group ${groupId}: ${found.failure.message}`, { kind: "unexpected" });
  }
  if (found?.value !== undefined && found.value.state !== "Dead") {
    const message = `Group ${groupId} was not made by the lab: choose another group id.`;
    throw new KafkaError(message, { kind: "invalidInput" });
  }
  await creations.add("group", groupId);
}

/** GROUP_ID_NOT_FOUND. */
const groupIdNotFound = 69;
