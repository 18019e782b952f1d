import assert from "node:assert/strict";
import { ScramClient } from "../../../../../src/kafka/connection/sasl/scramClient";
import { kafkaError } from "../../../../support/kafkaError";

/** The example of RFC 7677 §3. */
const nonce = "rOprNGfwEbeRWgbNEkqO";
const serverFirst =
  "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096";
const proof = "p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=";
const serverFinal = "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=";

describe("ScramClient", () => {
  function client(): ScramClient {
    return new ScramClient("SCRAM-SHA-256", "user", "pencil", nonce);
  }

  async function afterFirst(challenge: string): Promise<Buffer | undefined> {
    const scram = client();
    await scram.respond(undefined);
    return scram.respond(Buffer.from(challenge));
  }

  it("says what the standard's example says", async () => {
    const scram = client();
    assert.equal(String(await scram.respond(undefined)), `n,,n=user,r=${nonce}`);
    const final = String(await scram.respond(Buffer.from(serverFirst)));
    const serverNonce = "rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
    assert.equal(final, `c=biws,r=${serverNonce},${proof}`);
    assert.equal(await scram.respond(Buffer.from(serverFinal)), undefined);
  });

  it("writes the two characters of a name that have a meaning otherwise", async () => {
    const scram = new ScramClient("SCRAM-SHA-512", "a=b,c", "pencil", nonce);
    assert.equal(String(await scram.respond(undefined)), `n,,n=a=3Db=2Cc,r=${nonce}`);
  });

  it("does not trust a broker that cannot prove that it knows the user", async () => {
    for (const final of ["v=AAAA", "e=other-error", "", serverFinal.replace("6rri", "7rri")]) {
      const scram = client();
      await scram.respond(undefined);
      await scram.respond(Buffer.from(serverFirst));
      await assert.rejects(
        scram.respond(Buffer.from(final)),
        kafkaError("authentication", /did not prove/),
      );
    }
  });

  it("does not answer a nonce that is not its own, or too few or far too many rounds", async () => {
    const salt = "s=W22ZaJ0SNY7soEsUEjb6gQ==";
    for (const challenge of [
      `r=other,${salt},i=4096`,
      `r=${nonce},${salt},i=4096`,
      `r=${nonce}x,${salt},i=4095`,
      `r=${nonce}x,${salt},i=1000001`,
      `r=${nonce}x,${salt},i=4096.5`,
      `r=${nonce}x,${salt},i=NaN`,
      `r=${nonce}x,i=4096`,
      "",
    ]) {
      await assert.rejects(afterFirst(challenge), kafkaError("authentication"));
    }
  });
});
