import { once } from "node:events";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";

/** A server on loopback that does with its connections what the test says. */
export class PlainServer {
  private readonly sockets = new Set<Socket>();

  private constructor(private readonly server: Server) {}

  /** @param onConnection by default it accepts, and stays silent */
  static async start(
    onConnection: (socket: Socket) => void = () => undefined,
    host = "127.0.0.1",
  ): Promise<PlainServer> {
    const server = createServer();
    const plain = new PlainServer(server);
    server.on("connection", (socket) => {
      plain.sockets.add(socket);
      socket.on("error", () => undefined);
      socket.on("close", () => plain.sockets.delete(socket));
      socket.resume();
      onConnection(socket);
    });
    server.listen(0, host);
    await once(server, "listening");
    return plain;
  }

  /** An address of loopback where nothing listens any more. */
  static async deadAddress(): Promise<string> {
    const server = await PlainServer.start();
    await server.close();
    return server.address;
  }

  get port(): number {
    return this.lastPort ?? (this.server.address() as AddressInfo).port;
  }

  get address(): string {
    return `127.0.0.1:${this.port}`;
  }

  /** Connections that are open now. */
  get connections(): number {
    return this.sockets.size;
  }

  async close(): Promise<void> {
    this.lastPort = this.port;
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
    await once(this.server, "close");
  }

  private lastPort: number | undefined;
}
