import assert from "node:assert/strict";
import type { ConnectionSecurity, Credentials } from "../../../../src/kafka/clusterConnection";
import { Logins } from "../../../../src/kafka/connection/logins";
import { KafkaError } from "../../../../src/kafka/errors";
import { kafkaError } from "../../../support/kafkaError";

describe("Logins", () => {
  function logins(
    credentials: () => Promise<Credentials>,
    protocol: ConnectionSecurity["protocol"] = "SASL_PLAINTEXT",
    timeoutMs = 5_000,
  ): Logins {
    return new Logins({ protocol, credentials }, timeoutMs);
  }

  const alice = { mechanism: "PLAIN", username: "alice", password: "p" } as const;

  it("need nothing where nothing is secured", async () => {
    assert.deepEqual(await new Logins(undefined, 1_000).prepare("h", undefined), {});
  });

  it("use of the credentials what the protocol needs", async () => {
    const both = (): Promise<Credentials> => Promise.resolve({ sasl: alice, tls: {} });
    const used = async (protocol: ConnectionSecurity["protocol"]): Promise<string[]> =>
      Object.keys(await logins(both, protocol).prepare("h", undefined)).sort();
    assert.deepEqual(await used("PLAINTEXT"), []);
    assert.deepEqual(await used("SSL"), ["tls"]);
    assert.deepEqual(await used("SASL_PLAINTEXT"), ["sasl"]);
    assert.deepEqual(await used("SASL_SSL"), ["sasl", "tls"]);
  });

  it("are made anew for each connection", async () => {
    let times = 0;
    const counting = logins(() => Promise.resolve({ sasl: { ...alice, username: `${++times}` } }));
    await counting.prepare("h", undefined);
    assert.equal((await counting.prepare("h", undefined)).sasl?.username, "2");
  });

  it("fail where the user's credentials are missing", async () => {
    const empty = logins(() => Promise.resolve({}));
    await assert.rejects(empty.prepare("h", undefined), kafkaError("authentication", /missing/));
  });

  it("pass on why there are none, but nothing that is not meant for people", async () => {
    const told = new KafkaError("The password is not stored here.", { kind: "authentication" });
    await assert.rejects(logins(() => Promise.reject(told)).prepare("h", undefined), told);
    const leak = logins(() => Promise.reject(new Error("canary")));
    await assert.rejects(leak.prepare("h", undefined), (error: unknown) => {
      assert.ok(kafkaError("authentication", /^The credentials cannot be read\.$/)(error));
      return (error as Error).cause === undefined;
    });
  });

  it("are given up in time, and at once when nobody wants them", async () => {
    let asked: AbortSignal | undefined;
    const never: ConnectionSecurity["credentials"] = (signal) => {
      asked = signal;
      return new Promise(() => undefined);
    };
    const slow = new Logins({ protocol: "SASL_SSL", credentials: never }, 20);
    await assert.rejects(slow.prepare("h", undefined), kafkaError("timeout", /0\.02 s/));
    assert.equal(asked?.aborted, true);
    const controller = new AbortController();
    const patient = new Logins({ protocol: "SASL_SSL", credentials: never }, 60_000);
    const call = patient.prepare("h", controller.signal);
    controller.abort();
    await assert.rejects(call, kafkaError("cancelled"));
  });
});
