import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { Worker } from "node:worker_threads";

/** Listens, and then never looks at its sockets again: its thread waits for ever. */
const listenAndFreeze = `
  const { parentPort } = require("node:worker_threads");
  const server = require("node:net").createServer();
  server.listen({ host: "127.0.0.1", port: 0, backlog: 1 }, () => {
    parentPort.postMessage(server.address().port);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  });
`;
/** Linux keeps one more than the backlog says. */
const acceptedUnseen = 2;

/**
 * An address that drops what arrives, as a firewall does: its queue of connections is full, and Linux does not answer
 * requests for more.
 */
export class DroppingServer {
  private constructor(
    readonly address: string,
    private readonly thread: Worker,
    private readonly sockets: readonly Socket[],
  ) {}

  static async start(): Promise<DroppingServer> {
    const thread = new Worker(listenAndFreeze, { eval: true });
    const [port] = (await once(thread, "message")) as [number];
    const sockets = Array.from({ length: acceptedUnseen }, () => connect(port, "127.0.0.1"));
    await Promise.all(sockets.map((socket) => once(socket, "connect")));
    return new DroppingServer(`127.0.0.1:${port}`, thread, sockets);
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.on("error", () => undefined).destroy();
    await this.thread.terminate();
  }
}
