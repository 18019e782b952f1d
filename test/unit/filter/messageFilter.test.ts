import assert from "node:assert/strict";
import { ChosenFormats } from "../../../src/decode/chosenFormats";
import { MessageDecoder } from "../../../src/decode/messageDecoder";
import type { FilterSpec } from "../../../src/filter/filterSpec";
import {
  createMessageFilter,
  filterProblem,
  type MessageFilter,
  type MessageFilterOptions,
} from "../../../src/filter/messageFilter";
import { KafkaError } from "../../../src/kafka/errors";
import { hex } from "../../support/bytes";
import { filterWorkerScript } from "../../support/filterWorkerScript";
import { kafkaError } from "../../support/kafkaError";
import { messageOf } from "../../support/messages";

describe("createMessageFilter", () => {
  let scriptFile: string;
  let open: MessageFilter[] = [];

  before(async function () {
    this.timeout(30_000);
    scriptFile = await filterWorkerScript();
  });

  afterEach(() => {
    for (const filter of open) filter.close();
    open = [];
  });

  async function create(
    spec: FilterSpec,
    options: Partial<MessageFilterOptions> = {},
  ): Promise<MessageFilter> {
    const filter = await createMessageFilter(spec, { scriptFile, timeoutMs: 4000, ...options });
    open.push(filter);
    return filter;
  }

  const expression = (text: string): FilterSpec => ({ kind: "expression", expression: text });
  const messages = ["1", "2", "3"].map((value) => messageOf({ value }));

  it("selects by an expression in a worker", async () => {
    const filter = await create(expression("value >= 2"));
    assert.deepEqual(await filter.select(messages), messages.slice(1));
    assert.deepEqual(await filter.select([]), []);
    assert.equal(filter.anyOf, undefined);
  });

  it("selects text without a worker, with its bytes as a first look", async () => {
    const filter = await create(
      { kind: "text", text: "2", isCaseSensitive: true, parts: ["value"] },
      { scriptFile: "/nowhere" },
    );
    assert.deepEqual(await filter.select(messages), [messages[1]]);
    assert.deepEqual(filter.anyOf, [Buffer.from("2")]);
  });

  it("tests one message: true, false, or the trouble with its place", async () => {
    const filter = await create(expression("value.id == 1"));
    assert.deepEqual(await filter.test(messageOf({ value: '{"id":1}' })), { isHit: true });
    assert.deepEqual(await filter.test(messageOf({ value: '{"id":2}' })), { isHit: false });
    const { problem } = await filter.test(messageOf({ value: "{}" }));
    assert.deepEqual(problem, { message: "No such key: id.", position: 6 });
  });

  it("refuses what is no filter, with the place", async () => {
    const error = await create(expression("offset >")).catch((cause: unknown) => cause);
    assert.ok(error instanceof KafkaError);
    assert.equal(error.kind, "invalidInput");
    assert.equal(filterProblem(error).position, 8);
  });

  it("sees what the decoder reads, and then takes no first look at the bytes", async () => {
    const formats = { key: { format: "text" }, value: { format: "long" } } as const;
    const decoder = new ChosenFormats(new MessageDecoder(), formats, 1000);
    assert.equal(decoder.isPlain, false);
    const filter = await create(
      { kind: "text", text: "9007199254740993", isCaseSensitive: true, parts: ["value"] },
      { decoder },
    );
    assert.equal(filter.anyOf, undefined);
    const long = messageOf({ value: hex("0020000000000001") });
    assert.deepEqual(await filter.select([long]), [long]);
  });

  it("takes decoded numbers for numbers, and looks into decoded text that is cut", async () => {
    const formats = { key: { format: "text" }, value: { format: "long" } } as const;
    const decoder = new ChosenFormats(new MessageDecoder(), formats, 1000);
    const long = messageOf({ value: hex("0020000000000001") });
    const filter = await create(expression("value == 9007199254740993"), { decoder });
    assert.deepEqual(await filter.test(long), { isHit: true });
    const cutting = new ChosenFormats(
      new MessageDecoder(),
      { ...formats, value: { format: "cbor" } },
      8,
    );
    const text = await create(
      { kind: "text", text: "12", isCaseSensitive: true, parts: ["value"] },
      { decoder: cutting },
    );
    assert.deepEqual(await text.test(messageOf({ value: hex("83 0c 18 64 18 65") })), {
      isHit: true,
    });
  });

  it("goes on after a message that an engine gives up on", async () => {
    const filter = await create({ kind: "jsonPath", path: "$..a", part: "value" });
    const deep = messageOf({ value: "[".repeat(1000) + "]".repeat(1000) });
    const hit = messageOf({ value: '{"a":1}' });
    assert.deepEqual(await filter.select([deep, hit]), [hit]);
    assert.ok((await filter.test(deep)).problem);
  });

  it("ends a filter that takes too long, and fails all that follows", async () => {
    const filter = await create(expression('value.matches("(a+)+$")'), { timeoutMs: 1000 });
    const slow = messageOf({ value: `${"a".repeat(60)}b` });
    await assert.rejects(filter.select([slow]), kafkaError("invalidInput", /longer than 1 s/));
    await assert.rejects(filter.select(messages), kafkaError("invalidInput", /longer than 1 s/));
  });

  it("fails calls under way when it is closed", async () => {
    const filter = await create(expression('value.matches("(a+)+$")'));
    const selecting = filter.select([messageOf({ value: `${"a".repeat(60)}b` })]);
    filter.close();
    await assert.rejects(selecting, kafkaError("cancelled"));
  });
});
