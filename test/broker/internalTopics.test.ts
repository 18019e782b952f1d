import assert from "node:assert/strict";
import type { Decoded } from "../../src/decode/format";
import { MessageDecoder } from "../../src/decode/messageDecoder";
import { runJavaTool } from "../../tools/kafka/javaTool";
import { messageOf } from "../support/messages";
import { eventually } from "../support/eventually";
import { sharedKafka, uniqueName, type TestKafka } from "../support/testKafka";

interface Seen {
  readonly key: Decoded;
  readonly value: Decoded;
}

describe("the topics that brokers keep for themselves", () => {
  let cluster: TestKafka;

  before(() => {
    cluster = sharedKafka();
  });

  after(() => cluster.close());

  /** Decodes what the topic holds, as it comes, until `isEnough`. */
  async function decodeUntil(
    topic: string,
    isEnough: (seen: readonly Seen[]) => boolean,
  ): Promise<readonly Seen[]> {
    const decoder = new MessageDecoder();
    const options = { maxCharacters: 64 * 1024, isStrictJson: true };
    const seen: Seen[] = [];
    const consumer = cluster.kafka.consumer({ groupId: uniqueName("reader") });
    await consumer.connect();
    try {
      await consumer.subscribe({ topic, fromBeginning: true });
      await consumer.run({
        autoCommit: false,
        eachMessage: async ({ message }) => {
          const { key, value } = message;
          const drafted = messageOf({ key: key ?? undefined, value: value ?? undefined }, topic);
          const auto = { format: "auto" } as const;
          seen.push({
            key: await decoder.decode(drafted, "key", auto, options),
            value: await decoder.decode(drafted, "value", auto, options),
          });
        },
      });
      await eventually(`${topic} holds what is looked for`, () => Promise.resolve(isEnough(seen)));
    } finally {
      await consumer.disconnect();
    }
    return seen;
  }

  const valueOf = (seen: readonly Seen[], ...keyHolds: readonly string[]): string | undefined =>
    seen.findLast(
      ({ key, value }) =>
        value.kind !== "missing" && keyHolds.every((each) => key.text.includes(each)),
    )?.value.text;

  it("read without a gap: commits, classic groups and those of KIP-848", async function () {
    this.timeout(60_000);
    const topic = await cluster.createTopic("committed");
    await cluster.produce(topic, [{ value: "1" }, { value: "2" }]);
    const group = uniqueName("next-generation");
    await runJavaTool("org.apache.kafka.tools.consumer.ConsoleConsumer", [
      ...["--bootstrap-server", cluster.bootstrapServers.join(",")],
      ...["--topic", topic, "--group", group, "--from-beginning", "--max-messages", "2"],
      ...["--command-property", "group.protocol=consumer"],
    ]);
    const seen = await decodeUntil("__consumer_offsets", (all) =>
      [
        ["OffsetCommit", group],
        ["ConsumerGroupMemberMetadata", group],
        ["GroupMetadata", "reader"],
      ].every((wanted) => valueOf(all, ...wanted) !== undefined),
    );
    const reasons = seen.flatMap(({ key, value }) => [key.reason, value.reason]);
    assert.deepEqual(
      reasons.filter((reason) => reason !== undefined),
      [],
    );
    assert.match(valueOf(seen, '"OffsetCommit"', group) ?? "", /"offset": 2,/);
    assert.match(
      valueOf(seen, "ConsumerGroupMemberMetadata", group) ?? "",
      new RegExp(`"${topic}"`),
    );
  });

  it("tell the state of transactions", async function () {
    this.timeout(60_000);
    const topic = await cluster.createTopic("transacted");
    const transactionalId = uniqueName("transaction");
    const producer = cluster.kafka.producer({
      transactionalId,
      idempotent: true,
      maxInFlightRequests: 1,
    });
    await producer.connect();
    const transaction = await producer.transaction();
    await transaction.send({ topic, messages: [{ value: "1" }] });
    await transaction.commit();
    await producer.disconnect();
    const isThere = (all: readonly Seen[]): boolean => valueOf(all, transactionalId) !== undefined;
    const seen = await decodeUntil("__transaction_state", isThere);
    assert.ok(
      seen.every(({ key, value }) => key.reason === undefined && value.reason === undefined),
    );
    assert.match(valueOf(seen, transactionalId) ?? "", /"producerId": \d+/);
  });
});
