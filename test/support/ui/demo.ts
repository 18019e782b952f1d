import { TestKafka } from "../testKafka";
import { uiEnvironment } from "./environment";
import type { ClusterSetting } from "./workbench";

/** The Kafka of the demo's data, as the settings have it. */
export function demoCluster(): ClusterSetting {
  const { bootstrapServers } = uiEnvironment();
  return { id: "demo", name: "demo", bootstrapServers: bootstrapServers.split(",") };
}

/** The same Kafka, to make what the workbench is to show and to look behind its back; the caller closes it. */
export function demoKafka(): TestKafka {
  return new TestKafka(demoCluster().bootstrapServers);
}
