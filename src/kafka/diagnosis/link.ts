import type { Socket } from "node:net";
import type { ConnectionOptions } from "node:tls";
import { withDeadline } from "../connection/deadline";
import { connectTimedOut, toKafkaError } from "../connection/toKafkaError";
import { KafkaError } from "../errors";
import type { Api } from "../protocol/api";
import { Reader } from "../protocol/reader";
import { Writer } from "../protocol/writer";
import { answerFrame } from "./answerFrame";
import type { CheckLimits } from "./checkLimits";
import { connectSocket } from "./connectSocket";
import type { Server } from "./server";

const lengthBytes = 4;

/** A bare connection to a broker, for the requests it answers before a login. One at a time, in their oldest version. */
export class Link {
  private received = Buffer.alloc(0);
  private onChange = (): void => undefined;
  private failure: KafkaError | undefined;

  private constructor(
    private readonly address: string,
    private readonly clientId: string,
    private readonly socket: Socket,
    private readonly limits: CheckLimits,
    explain: (error: unknown) => KafkaError,
  ) {
    socket.on("data", (chunk: Buffer) => {
      this.received = Buffer.concat([this.received, chunk]);
      this.onChange();
    });
    socket.on("error", (error) => {
      this.end(explain(error));
    });
    socket.on("close", () => {
      this.end(closedByServer(address));
    });
  }

  /**
   * @param tls none for plaintext
   * @param explain says why the connection broke off
   * @throws KafkaError
   */
  static async open(
    server: Pick<Server, "address" | "target">,
    clientId: string,
    tls: ConnectionOptions | undefined,
    limits: CheckLimits,
    explain: (error: unknown) => KafkaError,
  ): Promise<Link> {
    const socket = await connectSocket(server, tls, limits);
    return new Link(server.address, clientId, socket, limits, explain);
  }

  /** @throws KafkaError */
  async ask<Question, Answer>(api: Api<Question, Answer>, question: Question): Promise<Answer> {
    const { timeoutMs, signal } = this.limits;
    this.socket.write(this.encode(api, question));
    try {
      const answer = await withDeadline(this.nextAnswer(), { timeoutMs, signal }, () =>
        connectTimedOut(this.address, timeoutMs, true),
      );
      return api.decode(new Reader(answer, false), api.minVersion, question);
    } finally {
      this.onChange = () => undefined;
    }
  }

  close(): void {
    this.socket.destroy();
  }

  private nextAnswer(): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      this.onChange = () => {
        try {
          const answer = answerFrame(this.received, this.address);
          if (answer !== undefined) {
            this.received = Buffer.alloc(0);
            resolve(answer);
          } else if (this.failure !== undefined) reject(this.failure);
        } catch (error) {
          reject(toKafkaError(error, this.address));
        }
      };
      this.onChange();
    });
  }

  private end(failure: KafkaError): void {
    this.failure ??= failure;
    this.onChange();
  }

  private encode<Question>(api: Api<Question, unknown>, question: Question): Buffer {
    const correlationId = 1;
    const writer = new Writer(false)
      .int16(api.key)
      .int16(api.minVersion)
      .int32(correlationId)
      .string(this.clientId);
    api.encode(writer, question, api.minVersion);
    const length = Buffer.alloc(lengthBytes);
    length.writeInt32BE(writer.buffer.length);
    return Buffer.concat([length, writer.buffer]);
  }
}

function closedByServer(address: string): KafkaError {
  const message = `${address} closed the connection: wrong port or protocol?`;
  return new KafkaError(message, { kind: "unreachable", broker: address });
}
