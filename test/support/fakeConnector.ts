import { formatAddress, type BrokerAddress } from "../../src/kafka/connection/bootstrapServers";
import type { BrokerConnection, Connector } from "../../src/kafka/connection/brokerConnection";
import { KafkaError, type KafkaErrorKind } from "../../src/kafka/errors";
import type { Api } from "../../src/kafka/protocol/api";

type Send = (api: Api<never, unknown>, question: unknown, address: string) => Promise<unknown>;

export class FakeConnection implements BrokerConnection {
  closedFor: KafkaError | undefined;

  constructor(
    readonly address: string,
    private readonly answer: Send,
  ) {}

  isOpen(): boolean {
    return this.closedFor === undefined;
  }

  supports(): boolean {
    return true;
  }

  async send<Question, Answer>(api: Api<Question, Answer>, question: Question): Promise<Answer> {
    if (this.closedFor !== undefined) throw this.closedFor;
    return (await this.answer(api, question, this.address)) as Answer;
  }

  close(reason: KafkaError): void {
    this.closedFor ??= reason;
  }

  retire(reason: KafkaError): void {
    this.close(reason);
  }
}

/** Addresses are dead unless made to answer; answers are given when the test says. */
export class FakeConnector implements Connector {
  readonly opened: FakeConnection[] = [];
  readonly attempts: string[] = [];
  send: Send = () => Promise.reject(new Error("not sent"));
  private readonly answers = new Map<string, Promise<void>>();

  /** It answers, and lets nobody in. */
  refuse(address: string, kind: KafkaErrorKind): void {
    const refusal = new KafkaError(`${address} refuses.`, { kind, broker: address });
    const refused = Promise.reject(refusal);
    refused.catch(() => undefined);
    this.answers.set(address, refused);
  }

  answer(address: string, when: Promise<void> = Promise.resolve()): void {
    this.answers.set(address, when);
  }

  die(address: string): void {
    this.answers.delete(address);
    const reason = new KafkaError(`${address} closed the connection.`, { kind: "unreachable" });
    for (const connection of this.opened) {
      if (connection.address === address) connection.close(reason);
    }
  }

  /** Those of the address that are not closed. */
  openTo(address: string): readonly FakeConnection[] {
    return this.opened.filter((one) => one.address === address && one.isOpen());
  }

  async open(address: BrokerAddress): Promise<BrokerConnection> {
    const name = formatAddress(address);
    this.attempts.push(name);
    const answer = this.answers.get(name);
    if (answer === undefined) {
      throw new KafkaError(`Nothing is listening at ${name}.`, {
        kind: "unreachable",
        broker: name,
      });
    }
    await answer;
    const connection = new FakeConnection(name, (...sent) => this.send(...sent));
    this.opened.push(connection);
    return connection;
  }
}
