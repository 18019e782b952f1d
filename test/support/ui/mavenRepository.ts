import { createReadStream } from "node:fs";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { ensureJars } from "../../../tools/kafka/jars";

/** A mirror of Maven Central on loopback that has Kafka's jars. */
export class MavenRepository {
  private release = (): void => undefined;
  private readonly held = new Promise<void>((resolve) => {
    this.release = resolve;
  });

  private constructor(private readonly server: Server) {}

  /** It answers nothing before it is opened. */
  static async start(): Promise<MavenRepository> {
    const jars = new Map((await ensureJars()).map((file) => [path.basename(file), file]));
    const server = createServer();
    const repository = new MavenRepository(server);
    server.on("request", ({ url = "" }, response) => {
      const file = jars.get(path.posix.basename(url));
      void repository.held.then(() => {
        if (file === undefined) response.writeHead(404).end();
        else createReadStream(file).pipe(response);
      });
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return repository;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/maven2`;
  }

  open(): void {
    this.release();
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}
