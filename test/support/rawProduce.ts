import { parseBootstrapServers } from "../../src/kafka/connection/bootstrapServers";
import { KafkajsCluster } from "../../src/kafka/connection/kafkajsCluster";
import { recordingLog } from "./recordingLog";

const produceKey = 0;
const produceVersion = 7;
const timeoutMs = 10_000;

/** Sends a record batch made by hand to partition 0: no client of ours can make every batch a log may hold. */
export async function rawProduce(
  bootstrapServers: readonly string[],
  topic: string,
  batch: Buffer,
): Promise<void> {
  const [address] = parseBootstrapServers(bootstrapServers);
  if (address === undefined) throw new Error("No bootstrap server");
  const cluster = new KafkajsCluster(
    { clientId: "raw", connectTimeoutMs: 2_500, requestTimeoutMs: timeoutMs },
    recordingLog(),
  );
  const broker = await cluster.broker(address);
  try {
    await broker.connect();
    const body = produceRequest(topic, batch);
    const errorCode = await broker.send({
      apiKey: produceKey,
      apiName: "Produce",
      apiVersion: produceVersion,
      body: { buf: body, buffer: body },
      decode: (payload) => payload.readInt16BE(14 + Buffer.byteLength(topic)),
    });
    if (errorCode !== 0) throw new Error(`The broker refused the batch with code ${errorCode}`);
  } finally {
    broker.abort(new Error("done"));
  }
}

function produceRequest(topic: string, batch: Buffer): Buffer {
  const name = Buffer.from(topic);
  const head = Buffer.alloc(14 + name.length + 12);
  head.writeInt16BE(-1, 0); // no transactional id
  head.writeInt16BE(-1, 2); // acks of all in-sync replicas
  head.writeInt32BE(timeoutMs, 4);
  head.writeInt32BE(1, 8); // topics
  head.writeInt16BE(name.length, 12);
  name.copy(head, 14);
  head.writeInt32BE(1, 14 + name.length); // partitions
  head.writeInt32BE(0, 18 + name.length); // partition 0
  head.writeInt32BE(batch.length, 22 + name.length);
  return Buffer.concat([head, batch]);
}
