import assert from "node:assert/strict";
import {
  formatAddress,
  parseBootstrapServers,
} from "../../../../src/kafka/connection/bootstrapServers";
import { kafkaError } from "../../../support/kafkaError";

function parse(text: string | readonly string[]): string[] {
  return parseBootstrapServers(text).map(formatAddress);
}

describe("parseBootstrapServers", () => {
  const readable: readonly (readonly [text: string, addresses: readonly string[]])[] = [
    ["localhost", ["localhost:9092"]],
    ["localhost:19092", ["localhost:19092"]],
    ["10.0.0.1:9093", ["10.0.0.1:9093"]],
    ["[::1]:9092", ["[::1]:9092"]],
    ["[2001:db8::7]", ["[2001:db8::7]:9092"]],
    ["PLAINTEXT://broker-1:9092", ["broker-1:9092"]],
    ["sasl_ssl://broker.example.com:9094/", ["broker.example.com:9094"]],
    ["a:1,b:2", ["a:1", "b:2"]],
    ["  a:1 ,\n b:2;c ", ["a:1", "b:2", "c:9092"]],
    ["kafka_1.internal:65535", ["kafka_1.internal:65535"]],
    ["bücher.example:9092", ["bücher.example:9092"]],
    ["a:1, a:1", ["a:1"]],
  ];
  for (const [text, addresses] of readable) {
    it(`reads ${JSON.stringify(text)}`, () => {
      assert.deepEqual(parse(text), addresses);
    });
  }

  it("keeps an IPv6 host without its brackets", () => {
    assert.deepEqual(parseBootstrapServers("[::1]:9092"), [{ host: "::1", port: 9092 }]);
  });

  it("takes a list whose entries are lists", () => {
    assert.deepEqual(parse(["a:1,b:2", "c:3"]), ["a:1", "b:2", "c:3"]);
  });

  const unreadable: readonly (readonly [text: string, message: RegExp])[] = [
    ["", /at least one/],
    [" , ", /at least one/],
    ["host:", /valid port/],
    ["host:0", /1 to 65535/],
    ["host:65536", /1 to 65535/],
    ["host:9o92", /valid port/],
    ["host:-1", /valid port/],
    ["host:1e3", /valid port/],
    [":9092", /no host name/],
    ["::1:9092", /brackets/],
    ["[]:9092", /IPv6/],
    ["[zz]:9092", /IPv6/],
    ["http://localhost:8080", /without http:\/\//],
    ["user@host:9092", /not a host name/],
    ["host/path:9092", /not a host name/],
  ];
  for (const [text, message] of unreadable) {
    it(`says what is wrong with ${JSON.stringify(text)}`, () => {
      assert.throws(() => parse(text), kafkaError("invalidInput", message));
    });
  }
});
