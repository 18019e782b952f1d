import assert from "node:assert/strict";
import { Pickers } from "../../../src/commands/pickers";
import type { ClusterProfile } from "../../../src/config/clusterProfile";
import { KafkaError } from "../../../src/kafka/errors";
import { MemoryGateway } from "../../support/memoryGateway";
import { fakeWindow } from "../../support/vscode";

const profile = (id: string): ClusterProfile => ({
  id,
  name: `$(trash) ${id}`,
  bootstrapServers: [`${id}:1`],
  isReadOnly: false,
});

describe("Pickers", () => {
  let gateway: MemoryGateway;
  let profiles: ClusterProfile[];
  let pickers: Pickers;

  beforeEach(() => {
    fakeWindow.reset();
    gateway = new MemoryGateway();
    profiles = [profile("a"), profile("b")];
    pickers = new Pickers(
      {
        list: () => profiles,
        get: (id) => {
          const found = profiles.find((one) => one.id === id);
          return found && { profile: found, gateway };
        },
      },
      String,
    );
  });

  const choices = (): { label: string }[] => fakeWindow.calls[0]?.args[0] as { label: string }[];

  it("ask for a cluster only if there are several", async () => {
    fakeWindow.answer("showQuickPick", (items: readonly unknown[]) => items[1]);
    assert.equal((await pickers.cluster("Refresh"))?.profile.id, "b");
    profiles = [profile("a")];
    assert.equal((await pickers.cluster("Refresh"))?.profile.id, "a");
    assert.equal(fakeWindow.calls.length, 1);
  });

  it("say that there is no cluster yet, or no longer this one", async () => {
    profiles = [];
    await assert.rejects(pickers.cluster("Refresh"), /No cluster is configured yet/);
    await assert.rejects(pickers.cluster("Refresh", "gone"), /no longer in the settings/);
  });

  it("show names as plain text", async () => {
    gateway.addGroup("");
    gateway.addGroup("$(trash)\u202e");
    await pickers.group("Reset", gateway);
    const labels = choices().map(({ label }) => label);
    assert.equal(labels[0], "(empty group id)");
    assert.doesNotMatch(labels.join(), /\$\(|\u202e/);
  });

  it("return what was chosen, not what was shown", async () => {
    gateway.addGroup("a\u202eb");
    fakeWindow.answer("showQuickPick", (items: readonly unknown[]) => items[0]);
    assert.equal((await pickers.group("Reset", gateway))?.groupId, "a\u202eb");
  });

  it("pass on why the choices could not be loaded", async () => {
    const failure = new KafkaError("Nothing is listening.", { kind: "unreachable" });
    gateway.failNext("listTopics", failure);
    await assert.rejects(pickers.topic("Peek", gateway), failure);
  });

  it("end the request of a question that is closed before its choices are there", async () => {
    fakeWindow.isImpatient = true;
    const signals: AbortSignal[] = [];
    gateway.hold("listTopics");
    const list = gateway.listTopics.bind(gateway);
    gateway.listTopics = (signal) => {
      if (signal !== undefined) signals.push(signal);
      return list(signal);
    };
    assert.equal(await pickers.topic("Peek", gateway), undefined);
    assert.deepEqual(
      signals.map(({ aborted }) => aborted),
      [true],
    );
  });
});
