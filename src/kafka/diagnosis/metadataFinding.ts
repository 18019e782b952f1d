import { listed } from "../reset/naming";
import type { MetadataAnswer } from "../protocol/metadata";

export function metadataFinding({ brokers, clusterId, controllerId }: MetadataAnswer): string {
  const ids = brokers.map(({ nodeId }) => nodeId).sort((one, other) => one - other);
  const named = `${ids.length === 1 ? "broker" : "brokers"} ${listed(ids.map(String), 20)}`;
  const controller = controllerId < 0 ? "no controller known" : `controller ${controllerId}`;
  return `Cluster ${clusterId ?? "without an id"}: ${named}; ${controller}.`;
}
