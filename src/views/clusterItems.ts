import type * as vscode from "vscode";
import { plainLabel } from "../ui/plainText";
import type { ClusterFacts } from "./facts";
import type { BrokerNode, BrokersNode, ClusterIdentity, ClusterNode } from "./nodes";
import { icon, treeItem } from "./treeItem";
import { counted } from "../ui/numberFormat";
import type { FormatNumber } from "../ui/numberFormat";

export function clusterItem(
  { id, cluster }: ClusterNode,
  facts: ClusterFacts | undefined,
  format: FormatNumber,
): vscode.TreeItem {
  const [first = "", ...others] = cluster.bootstrapServers;
  const isUnreachable = facts?.failure !== undefined;
  const brokerCount = facts?.brokerCount;
  return treeItem({
    id,
    label: plainLabel(cluster.name),
    description: [
      others.length === 0 ? first : `${first} +${others.length}`,
      brokerCount === undefined ? undefined : counted(brokerCount, "broker", format),
      isUnreachable ? "not reachable" : undefined,
      cluster.isProduction === true ? "production" : undefined,
      cluster.isReadOnly ? "read-only" : undefined,
    ],
    tooltip: [
      ["Cluster", cluster.name],
      ["Bootstrap servers", cluster.bootstrapServers.join(", ")],
      ["Brokers", brokerCount?.toString()],
      ["Production", cluster.isProduction === true ? "yes" : undefined],
      ["Read-only", cluster.isReadOnly ? "yes" : "no"],
      ["Not reachable", facts?.failure?.sentence],
    ],
    icon: isUnreachable ? icon("warning", "red") : clusterIcon(cluster),
    contextValue: "cluster",
    hasChildren: true,
  });
}

/** A lock says read-only, its colour what the cluster is; production is red where no other colour is chosen. */
function clusterIcon({ isReadOnly, isProduction, color }: ClusterIdentity): vscode.ThemeIcon {
  const shown = color ?? (isProduction === true ? "red" : undefined);
  return icon(
    isReadOnly ? "lock" : shown === undefined ? "server-environment" : "circle-filled",
    shown,
  );
}

export function brokersItem(node: BrokersNode, format: FormatNumber): vscode.TreeItem {
  const { brokers, fencedBrokers, controllerId } = node;
  const fencedCount = fencedBrokers.length;
  const controller = controllerId === undefined ? "no controller" : `controller ${controllerId}`;
  return treeItem({
    id: node.id,
    label: "Brokers",
    description: [
      format(brokers.length),
      fencedCount === 0 ? undefined : `${format(fencedCount)} fenced`,
      controller,
    ],
    tooltip: [
      ["Brokers", brokers.length.toString()],
      [
        "Fenced (registered, not serving)",
        fencedCount === 0 ? undefined : fencedBrokers.map(({ nodeId }) => nodeId).join(", "),
      ],
      ["Controller", controllerId?.toString() ?? "not known"],
    ],
    icon: icon("server"),
    contextValue: "brokers",
    hasChildren: true,
  });
}

export function brokerItem({ id, broker, isController }: BrokerNode): vscode.TreeItem {
  const { nodeId, host, port, rack } = broker;
  const address = plainLabel(`${host}:${port}`);
  return treeItem({
    id,
    label: `${nodeId}`,
    description: [
      address,
      rack === undefined ? undefined : `rack ${plainLabel(rack)}`,
      isController ? "controller" : undefined,
    ],
    tooltip: [
      ["Broker", `${nodeId}`],
      ["Address", `${host}:${port}`],
      ["Rack", rack],
      ["Controller", isController ? "yes" : "no"],
    ],
    icon: icon("server-process"),
    contextValue: "broker",
  });
}
