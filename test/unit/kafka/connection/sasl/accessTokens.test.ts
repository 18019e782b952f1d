import assert from "node:assert/strict";
import {
  AccessTokens,
  type AccessToken,
} from "../../../../../src/kafka/connection/sasl/accessTokens";
import { kafkaError } from "../../../../support/kafkaError";

const credentials = { tokenEndpoint: "https://idp.example", clientId: "me", clientSecret: "s" };

describe("AccessTokens", () => {
  let nowMs: number;
  let asked: { answer: (lifetimeMs?: number) => void; fail: () => void; signal: AbortSignal }[];
  let tokens: AccessTokens<typeof credentials>;

  beforeEach(() => {
    nowMs = 1_000;
    asked = [];
    tokens = new AccessTokens(
      (_, signal) =>
        new Promise<AccessToken>((resolve, reject) => {
          const value = `token-${asked.length + 1}`;
          asked.push({
            answer: (lifetimeMs) => {
              resolve({ value, lifetimeMs });
            },
            fail: () => {
              reject(new Error("no token"));
            },
            signal,
          });
        }),
      () => nowMs,
    );
  });

  async function tokenFor(lifetimeMs?: number): Promise<string> {
    const token = tokens.token(credentials, undefined);
    asked.at(-1)?.answer(lifetimeMs);
    return token;
  }

  it("asks once for all who come at the same time", async () => {
    const calls = Array.from({ length: 5 }, () => tokens.token(credentials, undefined));
    assert.equal(asked.length, 1);
    asked[0]?.answer(300_000);
    assert.deepEqual(new Set(await Promise.all(calls)), new Set(["token-1"]));
  });

  it("keeps a token until shortly before its end", async () => {
    await tokenFor(300_000);
    nowMs += 239_999;
    assert.equal(await tokenFor(), "token-1");
    nowMs += 1;
    assert.equal(await tokenFor(300_000), "token-2");
  });

  it("keeps a short-lived token for most of its life", async () => {
    await tokenFor(10_000);
    nowMs += 7_999;
    assert.equal(await tokenFor(), "token-1");
    nowMs += 1;
    assert.equal(await tokenFor(10_000), "token-2");
  });

  it("asks anew for other credentials, and after the broker has refused the token", async () => {
    await tokenFor(300_000);
    const other = tokens.token({ ...credentials, clientSecret: "renewed" }, undefined);
    asked[1]?.answer(300_000);
    assert.equal(await other, "token-2");
    tokens.forget();
    const again = tokens.token({ ...credentials, clientSecret: "renewed" }, undefined);
    asked[2]?.answer(300_000);
    assert.equal(await again, "token-3");
  });

  it("asks again after a failure", async () => {
    const failed = tokens.token(credentials, undefined);
    asked[0]?.fail();
    await assert.rejects(failed, /no token/);
    assert.equal(await tokenFor(300_000), "token-2");
  });

  it("goes on for those who still wait, and gives up when nobody does", async () => {
    const [first, second] = [new AbortController(), new AbortController()];
    const calls = [first, second].map(({ signal }) => tokens.token(credentials, signal));
    first.abort();
    await assert.rejects(calls[0] ?? Promise.resolve(), kafkaError("cancelled"));
    assert.equal(asked[0]?.signal.aborted, false);
    second.abort();
    await assert.rejects(calls[1] ?? Promise.resolve(), kafkaError("cancelled"));
    assert.equal(asked[0].signal.aborted, true);
    assert.equal(await tokenFor(300_000), "token-2");
  });
});
