import { startJavaTool } from "../kafka/javaTool";
import { OwnedProcess } from "../process/ownedProcess";
import { payments } from "./seed/payments";

/** The argument that turns this tool's bundle into the consumers of `classicConsumers.ts`. */
export const consumersArgument = "classic-consumers";

/** Groups that are consumed right now: one of the classic protocol, one of KIP-848. */
export async function startLiveGroups(bootstrapServers: string): Promise<readonly OwnedProcess[]> {
  const classic = await OwnedProcess.start(
    process.execPath,
    [...process.execArgv, __filename, consumersArgument, bootstrapServers],
    { stdio: "ignore" },
  );
  return [classic, await startKip848Consumer(bootstrapServers)];
}

/** A member of a KIP-848 group: Kafka's own consumer, because kafkajs does not speak that protocol. */
export async function startKip848Consumer(bootstrapServers: string): Promise<OwnedProcess> {
  const consumer = await startJavaTool("org.apache.kafka.tools.consumer.ConsoleConsumer", [
    ...["--bootstrap-server", bootstrapServers, "--topic", payments.name],
    ...["--group", "payments-kip848-live", "--command-property", "group.protocol=consumer"],
    "--from-beginning",
  ]);
  consumer.child.stdout?.resume();
  consumer.child.stderr?.resume();
  return consumer;
}
