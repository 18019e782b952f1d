import assert from "node:assert/strict";
import { ClusterChanges } from "../../../src/changes/clusterChanges";
import type { NewChange } from "../../../src/changes/newChange";
import { Pickers } from "../../../src/commands/pickers";
import { openResend, sendCommands, type SendServices } from "../../../src/commands/sendMessage";
import type { Cluster } from "../../../src/config/clusters";
import { WriteGuard } from "../../../src/config/guard";
import { KafkaError } from "../../../src/kafka/errors";
import { numberFormatter } from "../../../src/ui/numberFormat";
import { aChange } from "../../support/changes";
import { kafkaError } from "../../support/kafkaError";
import { MemoryGateway } from "../../support/memoryGateway";
import { messageOf } from "../../support/messages";
import { partitionNode, topicNode } from "../../support/treeNodes";
import { fakeWindow, window } from "../../support/vscode";

interface Scene {
  readonly commands: ReturnType<typeof sendCommands>;
  readonly services: SendServices;
  readonly gateways: Map<string, MemoryGateway>;
  /** Texts that were opened, by the cluster they are for. */
  readonly opened: (readonly [cluster: string, text: string])[];
  readonly records: NewChange[];
  readonly peeked: string[];
  isReadOnly: boolean;
  isProduction: boolean;
  isTrusted: boolean;
}

function scene(): Scene {
  const gateways = new Map(["c", "other"].map((id) => [id, new MemoryGateway()]));
  for (const gateway of gateways.values()) gateway.addTopic("orders", 4);
  const profile = (id: string): Cluster["profile"] => ({
    id,
    name: `cluster ${id}`,
    bootstrapServers: ["h:9092"],
    isReadOnly: made.isReadOnly,
    isProduction: made.isProduction,
  });
  const get = (id: string): Cluster | undefined => {
    const gateway = gateways.get(id);
    return gateway && { profile: profile(id), gateway };
  };
  const clusters = { list: () => [...gateways.keys()].map(profile), get };
  const guard = new WriteGuard(() => made.isTrusted);
  const journal = {
    begin: (change: NewChange) => {
      made.records.push(change);
      return Promise.resolve(aChange({ outcome: null }));
    },
    finish: () => Promise.resolve(aChange()),
  };
  const services: SendServices = {
    clusters,
    guard,
    pickers: new Pickers(clusters, String),
    changes: new ClusterChanges(guard, journal, () => undefined),
    formatNumber: numberFormatter("en"),
    drafts: {
      open: (cluster, text) => {
        made.opened.push([cluster.id, text]);
        return Promise.resolve();
      },
      clusterOf: () => ({ id: "c", name: "cluster c" }),
    },
    peekAt: (clusterId, { topic, partition, offset }) => {
      made.peeked.push(`${clusterId} ${topic}-${partition} ${offset}`);
      return Promise.resolve();
    },
  };
  const made: Scene = {
    services,
    gateways,
    opened: [],
    records: [],
    peeked: [],
    isReadOnly: false,
    isProduction: false,
    isTrusted: true,
    commands: sendCommands(services),
  };
  return made;
}

/** What stands in the editor in front. */
function showText(text: string | undefined): void {
  const document = { getText: () => text };
  Object.assign(window, { activeTextEditor: text === undefined ? undefined : { document } });
}

function agree(): void {
  fakeWindow.answer("showWarningMessage", (_q: string, _o: unknown, verb: string) => verb);
}

const texts = (name: string): string[] =>
  fakeWindow.calls.filter((call) => call.name === name).map(({ args }) => String(args[0]));

const draft =
  '{ "topic": "orders", "partition": 3, "key": "k", "value": {"a": 1}, "valueEncoding": "json" }';

describe("sending a message", () => {
  beforeEach(() => {
    fakeWindow.reset();
    showText(draft);
  });

  afterEach(() => {
    Reflect.deleteProperty(window, "activeTextEditor");
  });

  it("begins with a document for the topic or partition of a row", async () => {
    const { commands, opened } = scene();
    await commands["kafkaOffsets.sendMessage"](topicNode());
    await commands["kafkaOffsets.sendMessage"](partitionNode({}, {}));
    assert.equal(opened.length, 2);
    assert.match(opened[0]?.[1] ?? "", /"topic": "orders",\n {2}"partition": null/);
    assert.match(opened[1]?.[1] ?? "", /"partition": \d/);
  });

  it("asks what, where and how large, and sends nothing without a yes", async () => {
    const { commands, gateways } = scene();
    await commands["kafkaOffsets.sendThisMessage"]();
    const asked = fakeWindow.calls.find(({ name }) => name === "showWarningMessage");
    assert.equal(asked?.args[0], "Send this message to orders, partition 3, on cluster cluster c?");
    assert.deepEqual(asked.args[1], {
      modal: true,
      detail: [
        'Key: "k" (1 byte)',
        "Value: 7 bytes",
        "Headers: 0",
        "Time: now",
        "",
        "A message that was sent cannot be taken back. The cluster is at h:9092.",
      ].join("\n"),
    });
    assert.equal(asked.args[2], "Send Message");
    assert.ok(gateways.get("c")?.calls.includes("produce") === false);
  });

  it("sends it once, keeps a record without its content, and offers to peek at it", async () => {
    const made = scene();
    agree();
    fakeWindow.answer("showInformationMessage", () => "Peek");
    await made.commands["kafkaOffsets.sendThisMessage"]();
    assert.deepEqual(texts("showInformationMessage"), [
      "Written to orders, partition 3, offset 0.",
    ]);
    assert.deepEqual(made.peeked, ["c orders-3 0"]);
    const calls = made.gateways.get("c")?.calls.filter((call) => call === "produce");
    assert.equal(calls?.length, 1);
    const [record] = made.records;
    assert.deepEqual(
      [record?.action, record?.groupId, record?.message],
      ["produce", null, { topic: "orders", partition: 3, keyBytes: 1, valueBytes: 7, headers: 0 }],
    );
  });

  it("tells that the key chose the partition", async () => {
    showText('{ "topic": "orders", "key": "0" }');
    await scene().commands["kafkaOffsets.sendThisMessage"]();
    const asked = fakeWindow.calls.find(({ name }) => name === "showWarningMessage");
    const { detail } = asked?.args[1] as { detail: string };
    assert.match(
      detail,
      /^Partition: \d \(chosen by the key\)\nKey: "0" \(1 byte\)\nValue: null \(tombstone\)/,
    );
  });

  it("goes to another cluster when the person says so", async () => {
    const { commands, gateways } = scene();
    agree();
    fakeWindow.answer("showQuickPick", (items: readonly { readonly value: string }[]) => items[1]);
    await commands["kafkaOffsets.sendThisMessageElsewhere"]();
    assert.ok(gateways.get("other")?.calls.includes("produce"));
    assert.deepEqual(gateways.get("c")?.calls, []);
  });

  it("tells what cannot be sent by its line, and asks no cluster", async () => {
    const { commands, gateways } = scene();
    showText('{\n"topic": 5\n}');
    const call = commands["kafkaOffsets.sendThisMessage"]();
    await assert.rejects(call, kafkaError("invalidInput", /^Line 2: "topic" is a string/));
    assert.deepEqual(gateways.get("c")?.calls, []);
    showText(undefined);
    await assert.rejects(commands["kafkaOffsets.sendThisMessage"](), /No message is open/);
  });

  it("is refused on read-only clusters and in Restricted Mode, before anything is opened or asked", async () => {
    const made = scene();
    const attempts = [
      () => made.commands["kafkaOffsets.sendMessage"](topicNode()),
      () => made.commands["kafkaOffsets.sendThisMessage"](),
      () => openResend(made.services, "c", messageOf({ value: "v" })),
    ];
    made.isReadOnly = true;
    for (const attempt of attempts) await assert.rejects(attempt(), /is read-only/);
    made.isReadOnly = false;
    made.isTrusted = false;
    for (const attempt of attempts) await assert.rejects(attempt(), /Restricted Mode/);
    assert.deepEqual([made.opened, made.gateways.get("c")?.calls], [[], []]);
  });

  it("tells a refusal of the broker, and an outcome that nobody knows", async () => {
    const { commands, gateways } = scene();
    agree();
    gateways.get("c")?.failNext("produce", new KafkaError("Too large.", { kind: "invalidInput" }));
    await commands["kafkaOffsets.sendThisMessage"]();
    gateways.get("c")?.failNext("produce", new KafkaError("No answer.", { kind: "timeout" }));
    await commands["kafkaOffsets.sendThisMessage"]();
    assert.deepEqual(texts("showErrorMessage"), [
      "Not written to orders, partition 3: Too large.",
      "To orders, partition 3: No answer. It was not found there so far.",
    ]);
  });

  it("sends a message once when somebody presses twice, and again when it is done", async () => {
    const { commands, gateways } = scene();
    const sendIt = commands["kafkaOffsets.sendThisMessage"];
    agree();
    const first = sendIt();
    await assert.rejects(sendIt(), /being sent already/);
    await first;
    const sent = (): number | undefined =>
      gateways.get("c")?.calls.filter((call) => call === "produce").length;
    assert.equal(sent(), 1);
    await sendIt();
    assert.equal(sent(), 2);
  });

  it("sends nothing to a cluster that became another one, or production, while it was asked", async () => {
    for (const change of [
      (made: Scene) => made.gateways.set("c", new MemoryGateway()),
      (made: Scene) => (made.isProduction = true),
    ]) {
      const made = scene();
      const gateway = made.gateways.get("c");
      fakeWindow.answer("showWarningMessage", (_q: string, _o: unknown, verb: string) => {
        change(made);
        return verb;
      });
      const call = made.commands["kafkaOffsets.sendThisMessage"]();
      await assert.rejects(call, /changed or reconnected meanwhile\. Nothing was sent/);
      assert.ok([gateway, made.gateways.get("c")].every((one) => !one?.calls.includes("produce")));
    }
  });

  it("sends nothing where another cluster answers at the address by then", async () => {
    const { commands, gateways } = scene();
    const gateway = gateways.get("c") ?? assert.fail();
    const describe = gateway.describeCluster.bind(gateway);
    fakeWindow.answer("showWarningMessage", (_q: string, _o: unknown, verb: string) => {
      gateway.describeCluster = async () => ({ ...(await describe()), clusterId: "another" });
      return verb;
    });
    const call = commands["kafkaOffsets.sendThisMessage"]();
    await assert.rejects(call, /Another cluster answers at this address now/);
    assert.ok(!gateway.calls.includes("produce"));
  });

  it("asks for the topic's name too where the cluster is a production one", async () => {
    const made = scene();
    made.isProduction = true;
    agree();
    fakeWindow.answer("showInputBox", () => "payments");
    await made.commands["kafkaOffsets.sendThisMessage"]();
    assert.ok(made.gateways.get("c")?.calls.includes("produce") === false);
    fakeWindow.answer("showInputBox", () => "orders");
    await made.commands["kafkaOffsets.sendThisMessage"]();
    assert.ok(made.gateways.get("c")?.calls.includes("produce"));
  });

  it("opens a document that sends a message again", async () => {
    const made = scene();
    await openResend(made.services, "c", messageOf({ key: "k", value: '{"id":9007199254740993}' }));
    assert.match(made.opened[0]?.[1] ?? "", /"id": 9007199254740993/);
  });
});
