import { once } from "node:events";
import { createConnection, type Socket } from "node:net";

const timeoutMs = 1_000;

/** Metadata v4 without topics, in the protocol's bytes: length, header, no topics, no topic creation. */
const metadataRequest = Buffer.from([
  ...[0, 0, 0, 15],
  ...[0, 3, 0, 4, 0, 0, 0, 1, 0xff, 0xff],
  ...[0, 0, 0, 0, 0],
]);
const brokerCountAt = 12;

/** How many brokers the one at `port` knows of, or undefined while it does not answer requests. */
export async function countBrokers(port: number): Promise<number | undefined> {
  const socket = createConnection({ host: "127.0.0.1", port });
  socket.setTimeout(timeoutMs, () => socket.destroy());
  try {
    await once(socket, "connect");
    socket.write(metadataRequest);
    return await readBrokerCount(socket);
  } catch {
    return undefined;
  } finally {
    socket.destroy();
  }
}

async function readBrokerCount(socket: Socket): Promise<number | undefined> {
  let received = Buffer.alloc(0);
  for await (const chunk of socket) {
    received = Buffer.concat([received, chunk as Buffer]);
    if (received.length >= brokerCountAt + 4) return received.readInt32BE(brokerCountAt);
  }
  return undefined;
}
