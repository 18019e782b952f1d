import assert from "node:assert/strict";
import { LoginOrder } from "../../../../../src/kafka/connection/sasl/loginOrder";
import { KafkaError } from "../../../../../src/kafka/errors";
import { kafkaError } from "../../../../support/kafkaError";

const wrongPassword = new KafkaError("Wrong user or password.", {
  kind: "authentication",
  code: 58,
});
const hungUp = new KafkaError("It closed the connection.", { kind: "unreachable" });

describe("LoginOrder", () => {
  const { signal } = new AbortController();
  let begun: string[];
  let order: LoginOrder;

  beforeEach(() => {
    begun = [];
    order = new LoginOrder(60_000);
  });

  interface Login {
    readonly ended: Promise<string>;
    readonly end: (error?: KafkaError) => void;
  }

  function login(name: string, until = signal): Login {
    let end: Login["end"] = () => undefined;
    const answer = new Promise<string>((resolve, reject) => {
      end = (error) => {
        if (error === undefined) resolve(name);
        else reject(error);
      };
    });
    const ended = order.run(() => {
      begun.push(name);
      return answer;
    }, until);
    ended.catch(() => undefined);
    return { ended, end };
  }

  it("tries a wrong password once, however many brokers ask for it", async () => {
    const [first, ...others] = ["a", "b", "c"].map((name) => login(name));
    first?.end(wrongPassword);
    for (const { ended } of [first, ...others].filter((one) => one !== undefined)) {
      await assert.rejects(ended, wrongPassword);
    }
    assert.deepEqual(begun, ["a"]);
  });

  it("tries the next broker when one fails for another reason", async () => {
    const [first, second, third] = ["a", "b", "c"].map((name) => login(name));
    first?.end(hungUp);
    await assert.rejects(first?.ended ?? Promise.resolve(), hungUp);
    await new Promise(setImmediate);
    assert.deepEqual(begun, ["a", "b"]);
    second?.end();
    assert.equal(await second?.ended, "b");
    await new Promise(setImmediate);
    assert.deepEqual(begun, ["a", "b", "c"]);
    third?.end();
    assert.equal(await third?.ended, "c");
  });

  it("logs in everywhere at once as soon as the password is known to be right", async () => {
    const first = login("a");
    first.end();
    await first.ended;
    const others = ["b", "c"].map((name) => login(name));
    assert.deepEqual(begun, ["a", "b", "c"]);
    for (const { end } of others) end();
  });

  it("is careful again after a password that was right was refused", async () => {
    const first = login("a");
    first.end();
    await first.ended;
    const second = login("b");
    second.end(wrongPassword);
    await assert.rejects(second.ended, wrongPassword);
    const [third] = ["c", "d"].map((name) => login(name));
    assert.deepEqual(begun, ["a", "b", "c"]);
    third?.end(wrongPassword);
  });

  it("does not wait for ever for a frozen broker", async () => {
    order = new LoginOrder(5);
    const frozen = login("a");
    const second = login("b");
    second.end();
    assert.equal(await second.ended, "b");
    frozen.end();
  });

  it("is given up at once while it waits", async () => {
    const first = login("a");
    const controller = new AbortController();
    const second = login("b", controller.signal);
    controller.abort();
    await assert.rejects(second.ended, kafkaError("cancelled"));
    assert.deepEqual(begun, ["a"]);
    first.end();
  });
});
