import type { Position } from "../kafka/model";
import { showPreview } from "./resetOffsetsHost";
import type { ResetServices } from "./resetOffsetsHost";

/** Asks which group is to go on at this offset, and shows the preview. Nothing is written by it. */
export async function commitHere(
  services: ResetServices,
  clusterId: string,
  { topic, partition, offset }: Position,
): Promise<void> {
  const cluster = await services.pickers.cluster("Commit Group to Here", clusterId);
  if (cluster === undefined) return;
  const group = await services.pickers.group("Commit Group to Here", cluster.gateway);
  if (group === undefined) return;
  showPreview(services, clusterId, [
    {
      groupId: group.groupId,
      scope: { kind: "partitions", partitions: [{ topic, partition }] },
      target: { to: "offset", offset },
    },
  ]);
}
