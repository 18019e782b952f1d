import assert from "node:assert/strict";
import { oauthBearerClient } from "../../../../../src/kafka/connection/sasl/oauthBearerClient";
import { kafkaError } from "../../../../support/kafkaError";

describe("oauthBearerClient", () => {
  it("sends the token with its extensions, and is done when the broker has nothing to say", async () => {
    const client = oauthBearerClient("a.b.c", { logicalCluster: "lkc-1", identityPoolId: "p 2" });
    assert.equal(
      String(await client.respond(undefined)),
      "n,,\u0001auth=Bearer a.b.c\u0001logicalCluster=lkc-1\u0001identityPoolId=p 2\u0001\u0001",
    );
    assert.equal(await client.respond(Buffer.alloc(0)), undefined);
  });

  it("asks for the error after a refusal", async () => {
    const client = oauthBearerClient("a.b.c");
    assert.equal(String(await client.respond(undefined)), "n,,\u0001auth=Bearer a.b.c\u0001\u0001");
    const refusal = Buffer.from('{"status":"invalid_token"}');
    assert.equal(String(await client.respond(refusal)), "\u0001");
  });

  it("takes nothing that would be read as another field, and does not repeat it", () => {
    for (const token of ["", "a\u0001auth=Bearer b", "two words", "a\n"]) {
      assert.throws(() => oauthBearerClient(token), kafkaError("invalidInput", /^The token has/));
    }
    for (const [name, value] of [
      ["auth", "Bearer b"],
      ["with space", "x"],
      ["", "x"],
      ["empty", ""],
      ["control", "canary\u0001auth=Bearer b"],
    ]) {
      assert.throws(
        () => oauthBearerClient("t", { [name ?? ""]: value ?? "" }),
        (error: unknown) => kafkaError("invalidInput")(error) && !String(error).includes("canary"),
      );
    }
  });
});
