import assert from "node:assert/strict";
import { answerFrame } from "../../../../src/kafka/diagnosis/answerFrame";
import { hex, i32, join } from "../../../support/bytes";
import { kafkaError } from "../../../support/kafkaError";

describe("the first bytes of a server", () => {
  const of = (received: Buffer): Buffer | undefined => answerFrame(received, "h:9092");

  it("are an answer once all of it is there", () => {
    const answer = join(i32(7), i32(1), hex("aabbcc"));
    for (let length = 0; length < answer.length; length++) {
      assert.equal(of(answer.subarray(0, length)), undefined);
    }
    assert.deepEqual(of(answer), hex("aabbcc"));
    assert.deepEqual(of(join(answer, hex("ff"))), hex("aabbcc"));
  });

  it("are TLS when they are an alert", () => {
    assert.throws(() => of(hex("15030300020228")), kafkaError("tls", /h:9092 expects TLS/));
  });

  it("are a web server's when they say so", () => {
    const answer = Buffer.from("HTTP/1.1 400 Bad Request\r\n\r\n");
    assert.throws(() => of(answer), kafkaError("unreachable", /h:9092 answers HTTP/));
  });

  for (const [what, length] of [
    ["negative", -1],
    ["too small for a correlation id", 3],
    ["larger than any answer to such a question", 0x7fffffff],
  ] as const) {
    it(`are not Kafka's when the length is ${what}`, () => {
      assert.throws(() => of(i32(length)), kafkaError("unreachable", /does not speak Kafka/));
    });
  }
});
