import type { ClusterDescription } from "../kafka/model";
import type { Level, LoadContext } from "./loading";
import { childId } from "./nodes";
import type { BrokerNode, BrokersNode, ClusterIdentity, ClusterNode } from "./nodes";

export function clusterNode(cluster: ClusterIdentity): ClusterNode {
  return { kind: "cluster", id: childId("", cluster.id), parent: undefined, cluster };
}

export async function clusterChildren(node: ClusterNode, context: LoadContext): Promise<Level> {
  const description = await context.gateway.describeCluster(context.signal);
  const { cluster } = node;
  return {
    nodes: [
      brokersNode(node, description),
      { kind: "topics", id: childId(node.id, "topics"), parent: node, cluster },
      { kind: "groups", id: childId(node.id, "groups"), parent: node, cluster },
    ],
    facts: [{ kind: "cluster", id: node.id, value: { brokerCount: description.brokers.length } }],
  };
}

export function brokersChildren(node: BrokersNode): Level {
  return { nodes: node.brokers.map((broker) => brokerNode(node, broker)) };
}

function brokersNode(parent: ClusterNode, description: ClusterDescription): BrokersNode {
  const { brokers, fencedBrokers, controllerId } = description;
  const id = childId(parent.id, "brokers");
  const { cluster } = parent;
  return { kind: "brokers", id, parent, cluster, brokers, fencedBrokers, controllerId };
}

function brokerNode(parent: BrokersNode, broker: BrokersNode["brokers"][number]): BrokerNode {
  return {
    kind: "broker",
    id: childId(parent.id, broker.nodeId),
    parent,
    cluster: parent.cluster,
    broker,
    isController: broker.nodeId === parent.controllerId,
  };
}
