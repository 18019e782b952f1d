import assert from "node:assert/strict";
import { Redaction } from "../../../src/config/redaction";

describe("Redaction", () => {
  const { redact } = new Redaction();

  for (const [text, expected] of [
    ['password="p;q w" next', "password=(removed) next"],
    ["sasl.password: canary, x", "sasl.password: (removed), x"],
    ['{"clientSecret":"can\\"ary","a":1}', '{"clientSecret":(removed),"a":1}'],
    ["access_token=canary&x", "access_token=(removed)"],
    ["Authorization: Basic Y2FuYXJ5", "Authorization: Basic (removed)"],
    ["sent Bearer canary.canary.canary", "sent Bearer (removed)"],
    ["https://bob:canary@host:1/x", "https://bob:(removed)@host:1/x"],
    [
      "a -----BEGIN PRIVATE KEY-----\ncanary\n-----END PRIVATE KEY----- b",
      "a -----BEGIN PRIVATE KEY-----(removed)-----END PRIVATE KEY----- b",
    ],
    ["Nothing is listening at broker-1:9092.", "Nothing is listening at broker-1:9092."],
    ["The password of alice is not stored here.", "The password of alice is not stored here."],
  ] as const) {
    it(`makes ${JSON.stringify(text)} fit for the log`, () => {
      assert.equal(redact(text), expected);
    });
  }

  it("takes out secrets that it was told, however they are written", () => {
    const told = new Redaction();
    const secret = 'c"an ary/';
    told.remember({ password: secret, token: "abc" });
    const text = `${secret} ${JSON.stringify(secret)} ${encodeURIComponent(secret)} ${Buffer.from(secret).toString("base64")} abc`;
    assert.equal(told.redact(text), '(removed) "(removed)" (removed) (removed) abc');
  });

  it("is quick with long hostile text", () => {
    const parts = [
      "password=",
      '"',
      "\\",
      "-----BEGIN A",
      "://a:",
      "Bearer ",
      " ",
      "token:",
      'password="\\"',
    ];
    for (const part of parts) {
      const text = part.repeat(20_000);
      assert.ok(redact(text).length <= text.length * 3);
    }
  });
});
