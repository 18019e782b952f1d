import { parseBootstrapServers } from "../../src/kafka/connection/bootstrapServers";
import type { KafkajsBroker } from "../../src/kafka/connection/kafkajsBroker";
import { KafkajsCluster } from "../../src/kafka/connection/kafkajsCluster";
import { encodeRequest } from "../../src/kafka/connection/send";
import type { Api } from "../../src/kafka/protocol/api";
import { recordingLog } from "./recordingLog";

/** One connection to one broker, for requests the product does not send. */
export class RawConnection {
  private constructor(
    private readonly broker: KafkajsBroker,
    private readonly address: string,
  ) {}

  /** To the first of the servers. */
  static async open(bootstrapServers: readonly string[], clientId: string): Promise<RawConnection> {
    const [address] = parseBootstrapServers(bootstrapServers);
    if (address === undefined) throw new Error("No bootstrap server");
    const options = { clientId, connectTimeoutMs: 2_500, requestTimeoutMs: 10_000 };
    const broker = await new KafkajsCluster(options, recordingLog()).broker(address);
    await broker.connect();
    return new RawConnection(broker, bootstrapServers.join());
  }

  async send<Question, Answer>(api: Api<Question, Answer>, question: Question): Promise<Answer> {
    const request = encodeRequest(api, question, this.broker.versions(), this.address);
    return (await this.broker.send(request)).answer;
  }

  /** In the newest version both sides speak, up to `version`. */
  sendVersion<Question, Answer>(
    api: Api<Question, Answer>,
    version: number,
    question: Question,
  ): Promise<Answer> {
    return this.send({ ...api, maxVersion: version }, question);
  }

  close(): void {
    this.broker.abort(new Error("done"));
  }
}
