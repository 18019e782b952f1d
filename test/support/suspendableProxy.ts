import { once } from "node:events";
import { OwnedProcess } from "../../tools/process/ownedProcess";

/** Passes everything on, both ways; says which port it listens on. */
const forward = `
  const net = require("node:net");
  const server = net.createServer((client) => {
    const broker = net.connect(Number(process.argv[1]), "127.0.0.1");
    const end = () => { client.destroy(); broker.destroy(); };
    for (const socket of [client, broker]) socket.on("error", end).on("close", end);
    client.pipe(broker).pipe(client);
  });
  server.listen(Number(process.argv[2]), "127.0.0.1", () => console.log(server.address().port));
`;

/** A forwarder to one broker in a process of its own, which can be suspended as a sleeping machine is. */
export class SuspendableProxy {
  private constructor(
    private readonly child: OwnedProcess,
    private readonly target: number,
    private readonly port: number,
  ) {}

  /** @param target port on loopback of the broker */
  static async start(target: number, port = 0): Promise<SuspendableProxy> {
    const args = ["-e", forward, target.toString(), port.toString()];
    const child = await OwnedProcess.start(process.execPath, args, {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const { stdout } = child.child;
    if (stdout === null) throw new Error("The proxy has no output");
    const [line] = (await once(stdout, "data")) as [Buffer];
    return new SuspendableProxy(child, target, Number(line.toString()));
  }

  get address(): string {
    return `127.0.0.1:${this.port}`;
  }

  suspend(): void {
    process.kill(this.child.pid, "SIGSTOP");
  }

  resume(): void {
    process.kill(this.child.pid, "SIGCONT");
  }

  /** Its connections die with it. @returns another one in its place */
  async replace(): Promise<SuspendableProxy> {
    await this.close();
    return SuspendableProxy.start(this.target, this.port);
  }

  close(): Promise<void> {
    return this.child.kill();
  }
}
