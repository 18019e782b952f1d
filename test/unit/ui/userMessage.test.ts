import assert from "node:assert/strict";
import { KafkaError } from "../../../src/kafka/errors";
import type { KafkaErrorKind } from "../../../src/kafka/errors";
import { UserError } from "../../../src/ui/userError";
import { failureText, isCancellation, userMessage } from "../../../src/ui/userMessage";

/** Total, so that a new kind is tested too. */
const kinds: Record<KafkaErrorKind, true> = {
  unreachable: true,
  timeout: true,
  cancelled: true,
  authentication: true,
  authorization: true,
  tls: true,
  notFound: true,
  groupActive: true,
  offsetOutOfRange: true,
  noLeader: true,
  unsupported: true,
  corruptData: true,
  invalidInput: true,
  unexpected: true,
};

describe("userMessage", () => {
  for (const kind of Object.keys(kinds) as KafkaErrorKind[]) {
    it(`says what was tried and what happened for an error of kind ${kind}`, () => {
      const message = userMessage("Refresh", new KafkaError("The broker is gone", { kind }));
      assert.match(message, /^Refresh: The broker is gone\./);
      assert.doesNotMatch(message, /KafkaError|undefined|\.\.| $/);
    });
  }

  it("adds what to do", () => {
    const error = new KafkaError("Nothing is listening at a:1.", { kind: "unreachable" });
    assert.equal(
      userMessage("Add Cluster", error),
      "Add Cluster: Nothing is listening at a:1. Check the bootstrap servers, and that the cluster is running.",
    );
  });

  it("does not blame the bootstrap servers of a cluster that answered", () => {
    const error = new KafkaError("It tells clients to use b:1.", { kind: "unreachable", code: 8 });
    assert.equal(userMessage("Refresh", error), "Refresh: It tells clients to use b:1.");
  });

  it("shows an error made for the user as it is", () => {
    assert.deepEqual(failureText(new UserError("There is no topic.")), {
      sentence: "There is no topic.",
      advice: "",
    });
  });

  it("keeps the text of unknown errors out of the notification", () => {
    for (const thrown of [new TypeError("x is not a function"), "secret", undefined, null, {}]) {
      const message = userMessage("Refresh", thrown);
      assert.equal(message, "Refresh: Something unexpected went wrong. See the log for details.");
    }
  });
});

describe("isCancellation", () => {
  it("is true only for the user's own wish to stop", () => {
    assert.ok(isCancellation(new KafkaError("Cancelled.", { kind: "cancelled" })));
    assert.ok(!isCancellation(new KafkaError("Late.", { kind: "timeout" })));
    assert.ok(!isCancellation(new Error("cancelled")));
  });
});
