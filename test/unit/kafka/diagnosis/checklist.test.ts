import assert from "node:assert/strict";
import { Checklist } from "../../../../src/kafka/diagnosis/checklist";
import { CheckFailure } from "../../../../src/kafka/diagnosis/checkFailure";
import type { DiagnosisEvent } from "../../../../src/kafka/diagnosis/diagnosis";
import { KafkaError } from "../../../../src/kafka/errors";
import { kafkaError } from "../../../support/kafkaError";

const unreachable = new KafkaError("Nobody there.", { kind: "unreachable" });
const servers = [{ address: "a:1" }, { address: "b:2" }];

describe("a checklist", () => {
  let events: string[];
  let ending: AbortController;
  let list: Checklist;

  beforeEach(() => {
    events = [];
    ending = new AbortController();
    list = new Checklist((event) => events.push(lineOf(event)), ending.signal);
  });

  function lineOf(event: DiagnosisEvent): string {
    if (event.kind === "begun") return `begun ${event.name} ${event.address ?? "all"}`;
    const { name, address, status } = event.check;
    return `${status} ${name} ${address ?? "all"}`;
  }

  it("gives what the passed checks found, in the order of their subjects", async () => {
    let second = (): void => undefined;
    const secondEnds = new Promise<void>((resolve) => {
      second = resolve;
    });
    const values = await list.each("tcp", servers, async ({ address }) => {
      if (address === "a:1") await secondEnds;
      second();
      return { finding: "ok", value: address };
    });
    assert.deepEqual(values, ["a:1", "b:2"]);
    assert.deepEqual(events, [
      "begun tcp a:1",
      "begun tcp b:2",
      "passed tcp b:2",
      "passed tcp a:1",
    ]);
    const { checks } = list.finish();
    assert.deepEqual(
      checks.flatMap(({ address }) => address ?? []),
      ["a:1", "b:2"],
    );
  });

  it("tells a failure once all have ended, as a warning when one passed", async () => {
    await list.each("tcp", servers, ({ address }) =>
      address === "a:1" ? Promise.reject(unreachable) : Promise.resolve({ finding: "", value: 1 }),
    );
    assert.deepEqual(events.slice(2), ["passed tcp b:2", "warning tcp a:1"]);
    assert.equal(list.finish().isUsable, true);
  });

  it("fails when none passes, and says of the rest that it was not tested", async () => {
    const values = await list.each("tcp", servers, () => Promise.reject(unreachable));
    assert.deepEqual(values, []);
    assert.deepEqual(await list.each("tls", values, () => Promise.reject(unreachable)), []);
    const { isUsable, checks } = list.finish();
    assert.equal(isUsable, false);
    assert.deepEqual(
      checks.map(({ name, status }) => `${name} ${status}`),
      [
        "dns skipped",
        "tcp failed",
        "tcp failed",
        "tls skipped",
        "apiVersions skipped",
        "sasl skipped",
        "metadata skipped",
        "advertised skipped",
        "topicPermissions skipped",
        "groupPermissions skipped",
      ],
    );
  });

  it("makes a warning of what has an advice, and stays usable", async () => {
    await list.each("metadata", [{}], () =>
      Promise.resolve({ finding: "So so.", advice: "Do this.", value: 1 }),
    );
    const { checks, isUsable } = list.finish();
    const check = checks.find(({ name }) => name === "metadata");
    assert.deepEqual([check?.status, check?.advice, isUsable], ["warning", "Do this.", true]);
  });

  it("passes on the advice of a check, or has one of its own", async () => {
    await list.each("tls", [{}], () =>
      Promise.reject(new CheckFailure(unreachable, "Renew the certificate.")),
    );
    await list.each("tcp", [{}], () => Promise.reject(unreachable));
    const { checks } = list.finish();
    const [tcp, tls] = checks.filter(({ status }) => status === "failed");
    assert.deepEqual([tls?.finding, tls?.advice], ["Nobody there.", "Renew the certificate."]);
    assert.match(tcp?.advice ?? "", /the broker is running/);
  });

  it("tells nothing more once it is cancelled", async () => {
    const call = list.each("tcp", servers, () => {
      ending.abort();
      return Promise.reject(unreachable);
    });
    await assert.rejects(call, kafkaError("cancelled"));
    assert.deepEqual(events, ["begun tcp a:1"]);
  });
});
