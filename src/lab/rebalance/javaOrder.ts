import { KafkaError } from "../../kafka/errors";
import type { ConsumeOrder, JavaConsumeOrder, LabJava } from "../worker/orders";
import { needsJava, type LabProtocol, type RebalanceSetup } from "./setup";

const heartbeatsPerSession = 4;
const cooperativeAssignor = "org.apache.kafka.clients.consumer.CooperativeStickyAssignor";

/** The order as it is, or for Java where the protocol needs it. @throws KafkaError `invalidInput` without Java */
export async function consumerOrder(
  order: ConsumeOrder,
  { protocol }: Pick<RebalanceSetup, "protocol">,
  findJava: () => Promise<LabJava | undefined>,
): Promise<ConsumeOrder | JavaConsumeOrder> {
  if (!needsJava(protocol)) return order;
  const java = await findJava();
  if (java !== undefined) return javaOrder(order, protocol, java);
  const message = "There is no Java with Kafka's classes for this protocol.";
  throw new KafkaError(message, { kind: "invalidInput" });
}

/** The same consumer by Kafka's own console consumer, for the protocols kafkajs does not speak. */
function javaOrder(
  { connection, clientId, groupId, topic, sessionTimeoutMs }: ConsumeOrder,
  protocol: LabProtocol,
  java: LabJava,
): JavaConsumeOrder {
  const common = { "auto.commit.interval.ms": "1000" };
  const properties =
    protocol === "consumer"
      ? // the brokers say how long a member's session is
        { ...common, "group.protocol": "consumer" }
      : {
          ...common,
          "group.protocol": "classic",
          "partition.assignment.strategy": cooperativeAssignor,
          "session.timeout.ms": String(sessionTimeoutMs),
          "heartbeat.interval.ms": String(Math.floor(sessionTimeoutMs / heartbeatsPerSession)),
        };
  const { bootstrapServers } = connection;
  return {
    kind: "consumeByJava",
    java,
    bootstrapServers,
    clientId,
    groupId,
    topic,
    properties,
  };
}
