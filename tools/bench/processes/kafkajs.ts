import { Kafka, logLevel } from "kafkajs";

import { idleJobs } from "./idleWatch";
import { kafkajsAdminJobs } from "./kafkajsAdminJobs";
import { addCodecs } from "./kafkajsCodecs";
import { kafkajsReadJobs } from "./kafkajsReadJobs";
import { serveJobs } from "./serveJobs";

addCodecs();

void serveJobs((bootstrapServers) => {
  const client = (): Kafka =>
    new Kafka({
      brokers: [...bootstrapServers],
      clientId: "bench-kafkajs",
      logLevel: logLevel.NOTHING,
      requestTimeout: 120_000,
    });
  return {
    ...kafkajsAdminJobs(client()),
    ...kafkajsReadJobs(client()),
    ...idleJobs(async () => {
      const admin = client().admin();
      await admin.connect();
      await admin.describeCluster();
    }),
  };
});
