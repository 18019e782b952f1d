import { once } from "node:events";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import type { BrokerAddress } from "../../src/kafka/connection/bootstrapServers";

const apiVersionsKey = 18;
const bytesPerApi = 6;

/** A server on a real socket that frames its answers like a broker; what they say is the test's. */
export class SocketBroker {
  readonly sockets: Socket[] = [];
  /** Body of the answer to anything but ApiVersions; undefined is silence, until `reply` is called. */
  answer: (apiKey: number, reply: (body: Buffer) => void) => Buffer | undefined = () =>
    Buffer.from([42]);
  /** The requests it says it knows: the key, and the highest version. */
  apis: readonly (readonly [key: number, maxVersion: number])[] = [[16, 5]];
  /** What the answer to ApiVersions asks the client to hold off. */
  helloThrottleMs = 0;

  /** Accepts connections and says nothing at all. */
  isMute = false;

  private constructor(private readonly server: Server) {
    server.on("connection", (socket) => {
      this.sockets.push(socket);
      if (this.isMute) socket.on("error", () => undefined).resume();
      else this.serve(socket);
    });
  }

  static async start(): Promise<SocketBroker> {
    const server = createServer();
    const broker = new SocketBroker(server);
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return broker;
  }

  get address(): BrokerAddress {
    return { host: "127.0.0.1", port: (this.server.address() as AddressInfo).port };
  }

  async nextSocket(): Promise<Socket> {
    const [socket] = (await once(this.server, "connection")) as [Socket];
    return socket;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
    await once(this.server, "close");
  }

  /** ApiVersions v2. */
  private hello(): Buffer {
    const { apis } = this;
    const body = Buffer.alloc(2 + 4 + apis.length * bytesPerApi + 4);
    body.writeInt32BE(apis.length, 2);
    apis.forEach(([key, maxVersion], index) => {
      body.writeInt16BE(key, 6 + index * bytesPerApi);
      body.writeInt16BE(maxVersion, 10 + index * bytesPerApi);
    });
    body.writeInt32BE(this.helloThrottleMs, body.length - 4);
    return body;
  }

  private serve(socket: Socket): void {
    let received = Buffer.alloc(0);
    socket.on("error", () => undefined);
    socket.on("data", (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      while (received.length >= 4 && received.length >= 4 + received.readInt32BE(0)) {
        const request = received.subarray(4, 4 + received.readInt32BE(0));
        received = received.subarray(4 + request.length);
        const apiKey = request.readInt16BE(0);
        const reply = (body: Buffer): void => {
          const header = Buffer.alloc(8);
          header.writeInt32BE(4 + body.length, 0);
          request.copy(header, 4, 4, 8); // correlation id
          socket.write(Buffer.concat([header, body]));
        };
        const body = apiKey === apiVersionsKey ? this.hello() : this.answer(apiKey, reply);
        if (body !== undefined) reply(body);
      }
    });
  }
}
