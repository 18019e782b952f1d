import { once } from "node:events";
import {
  createConnection,
  createServer,
  type AddressInfo,
  type Server,
  type Socket,
} from "node:net";

/**
 * What becomes of one request: it passes; it is lost on its way, or its answer is; the connection breaks before it
 * arrives, or instead of its answer, or in the middle of it.
 */
export type Treatment =
  "pass" | "loseRequest" | "loseAnswer" | "breakBefore" | "breakAfter" | "cutAnswer";

export interface ProxiedRequest {
  readonly apiKey: number;
  readonly apiVersion: number;
  readonly sizeBytes: number;
}

const sizeBytes = 4;
const correlationIdAt = 4;

type Aside = (open: () => Socket) => Socket;

interface Gate {
  readonly opened: Promise<void>;
  readonly open: () => void;
}

/** Stands between clients and one broker, understands where requests begin and end, and breaks what it is told to. */
export class KafkaProxy {
  /** What clients sent, in order, whatever became of it. */
  readonly requests: ProxiedRequest[] = [];
  /** Asked for every request. While it waits, so do the requests behind it on the same connection. */
  treat: (request: ProxiedRequest) => Treatment | Promise<Treatment> = () => "pass";
  /** Port on loopback of the broker. */
  target = 0;
  private readonly links = new Set<Link>();
  private gate: Gate | undefined;
  private port = 0;

  private constructor(
    private readonly server: Server,
    aside: Aside,
  ) {
    server.on("connection", (client: Socket) => {
      const broker = aside(() => createConnection({ host: "127.0.0.1", port: this.target }));
      const link: Link = new Link(client, broker, this, () => this.links.delete(link));
      this.links.add(link);
    });
  }

  /** @param aside opens the connections to the broker */
  static async start(aside: Aside = (open) => open()): Promise<KafkaProxy> {
    const proxy = new KafkaProxy(createServer(), aside);
    await proxy.listen();
    return proxy;
  }

  get address(): string {
    return `127.0.0.1:${this.port}`;
  }

  /** Connections of clients that are open now. */
  get connections(): number {
    return this.links.size;
  }

  count({ key }: { readonly key: number }): number {
    return this.requests.filter(({ apiKey }) => apiKey === key).length;
  }

  /** Nothing is lost, and nothing gets through until `resume`: a frozen broker, or a dead network. */
  pause(): void {
    this.gate ??= newGate();
  }

  resume(): void {
    this.gate?.open();
    this.gate = undefined;
  }

  async untilOpen(): Promise<void> {
    await this.gate?.opened;
  }

  /** Breaks every connection; new ones are welcome. */
  breakAll(): void {
    for (const link of this.links) link.break();
  }

  /** Nothing listens here any more, until `listen`. */
  async refuse(): Promise<void> {
    this.server.close();
    this.breakAll();
    await once(this.server, "close");
  }

  async listen(): Promise<void> {
    this.server.listen(this.port, "127.0.0.1");
    await once(this.server, "listening");
    this.port = (this.server.address() as AddressInfo).port;
  }

  /** Passes everything on again, and forgets what was counted. */
  async restore(): Promise<void> {
    this.treat = () => "pass";
    this.requests.length = 0;
    this.resume();
    if (!this.server.listening) await this.listen();
  }

  async close(): Promise<void> {
    this.resume();
    if (this.server.listening) await this.refuse();
  }
}

function newGate(): Gate {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

/** One connection of a client, and the one to the broker that it leads to. */
class Link {
  /** By correlation id, what becomes of an answer still to come. */
  private readonly answers = new Map<number, Treatment>();

  constructor(
    private readonly client: Socket,
    private readonly broker: Socket,
    private readonly proxy: KafkaProxy,
    private readonly onEnd: () => void,
  ) {
    for (const socket of [client, broker]) {
      socket.setNoDelay(true);
      socket.on("error", () => undefined);
      socket.once("close", () => {
        this.break();
      });
    }
    void this.carry(client, (request) => this.ask(request));
    void this.carry(broker, (answer) => this.answer(answer));
  }

  break(): void {
    if (!this.client.destroyed) this.client.resetAndDestroy();
    this.broker.destroy();
    this.onEnd();
  }

  private async carry(from: Socket, handle: (frame: Buffer) => Promise<void>): Promise<void> {
    try {
      for await (const frame of frames(from)) {
        await handle(frame);
      }
    } catch {
      // the socket's end says the same
    }
    this.break();
  }

  private async ask(frame: Buffer): Promise<void> {
    const apiKey = frame.readInt16BE(sizeBytes);
    const apiVersion = frame.readInt16BE(sizeBytes + 2);
    const request = { apiKey, apiVersion, sizeBytes: frame.length };
    this.proxy.requests.push(request);
    const treatment = await this.proxy.treat(request);
    await this.proxy.untilOpen();
    if (treatment === "breakBefore") this.break();
    if (treatment === "loseRequest" || this.broker.destroyed) return;
    this.answers.set(frame.readInt32BE(sizeBytes + correlationIdAt), treatment);
    this.broker.write(frame);
  }

  private async answer(frame: Buffer): Promise<void> {
    await this.proxy.untilOpen();
    const correlationId = frame.readInt32BE(sizeBytes);
    const treatment = this.answers.get(correlationId);
    this.answers.delete(correlationId);
    if (treatment === "loseAnswer" || this.client.destroyed) return;
    if (treatment === "breakAfter") this.break();
    else if (treatment === "cutAnswer") {
      const half = frame.subarray(0, frame.length >> 1);
      this.client.write(half, () => {
        this.break();
      });
    } else this.client.write(frame);
  }
}

/** Requests and answers alike: a length of four bytes, and so many bytes. */
async function* frames(socket: Socket): AsyncGenerator<Buffer, void, undefined> {
  let received = Buffer.alloc(0);
  for await (const chunk of socket) {
    received = Buffer.concat([received, chunk as Buffer]);
    for (;;) {
      const end = received.length < sizeBytes ? Infinity : sizeBytes + received.readInt32BE(0);
      if (received.length < end) break;
      yield received.subarray(0, end);
      received = received.subarray(end);
    }
  }
}
