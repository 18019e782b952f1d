import { ToolError } from "../bootstrap/steps.mjs";
import type { Lifetime } from "../process/lifetime";
import { findFreePortFrom, isPortFree } from "../process/ports";
import { startKafka, type KafkaCluster } from "./cluster";
import { forgetStandingKafka, recordStandingKafka, standingDirectory } from "./standing";

const firstChoicePort = 19_092;

/** Starts this working copy's Kafka, on its kept data, as part of the running tool. */
export async function ownStandingKafka(
  lifetime: Lifetime,
  wantedPort: number | undefined,
): Promise<KafkaCluster> {
  const port = wantedPort ?? (await findFreePortFrom(firstChoicePort));
  if (!(await isPortFree(port))) {
    throw new ToolError(`Port ${port} is taken: choose another with --port.`);
  }
  const cluster = await startKafka({
    dataDirectory: standingDirectory,
    ports: [port],
    signal: lifetime.signal,
  });
  lifetime.own(async () => {
    await cluster.close();
    await forgetStandingKafka();
  });
  await recordStandingKafka({ ownerPid: process.pid, port });
  return cluster;
}
