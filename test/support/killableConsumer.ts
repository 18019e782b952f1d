import net from "node:net";
import { Kafka, logLevel, type Consumer, type ISocketFactoryArgs } from "kafkajs";

/** For so long a crashed member is still counted as one; brokers allow no less. */
const sessionTimeoutMs = 6_000;

/** A classic consumer in this process that commits what it reads, and that can crash: it goes without a word. */
export class KillableConsumer {
  private isDead = false;
  private readonly sockets = new Set<net.Socket>();
  private readonly consumer: Consumer;

  private constructor(
    bootstrapServers: readonly string[],
    { clientId, groupId }: Readonly<Record<"clientId" | "groupId", string>>,
  ) {
    const kafka = new Kafka({
      brokers: [...bootstrapServers],
      clientId,
      logLevel: logLevel.NOTHING,
      retry: {
        retries: 5,
        initialRetryTime: 100,
        maxRetryTime: 300,
        restartOnFailure: () => Promise.resolve(!this.isDead),
      },
      socketFactory: (to) => this.connect(to),
    });
    this.consumer = kafka.consumer({
      groupId,
      sessionTimeout: sessionTimeoutMs,
      heartbeatInterval: 300,
      maxWaitTimeInMs: 200,
    });
  }

  static async start(
    bootstrapServers: readonly string[],
    { topic, ...names }: Readonly<Record<"clientId" | "groupId" | "topic", string>>,
  ): Promise<KillableConsumer> {
    const started = new KillableConsumer(bootstrapServers, names);
    await started.consumer.connect();
    await started.consumer.subscribe({ topic, fromBeginning: true });
    await started.consumer.run({
      autoCommitInterval: 200,
      eachMessage: () => Promise.resolve(),
    });
    return started;
  }

  /** Its connections are gone, and it makes no new ones. */
  kill(): void {
    this.isDead = true;
    for (const socket of this.sockets) socket.destroy(dead());
  }

  /** It leaves its group, unless it is dead. */
  async stop(): Promise<void> {
    await this.consumer.disconnect().catch(() => undefined);
  }

  private connect({ host, port, onConnect }: ISocketFactoryArgs): net.Socket {
    const socket = new net.Socket();
    this.sockets.add(socket);
    socket.once("close", () => this.sockets.delete(socket));
    if (this.isDead) socket.destroy(dead());
    else socket.connect({ host, port }, onConnect);
    return socket;
  }
}

function dead(): Error {
  return new Error("This consumer is dead.");
}
