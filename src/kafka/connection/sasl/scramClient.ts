import { createHash, createHmac, pbkdf2, randomBytes, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import { KafkaError } from "../../errors";
import type { SaslClient } from "./saslClient";

type ScramMechanism = "SCRAM-SHA-256" | "SCRAM-SHA-512";

const digests = { "SCRAM-SHA-256": "sha256", "SCRAM-SHA-512": "sha512" } as const;
const digestBytes = { "SCRAM-SHA-256": 32, "SCRAM-SHA-512": 64 } as const;
/** Kafka's own lower limit; fewer would make the password cheap to guess for whoever listens. */
const minIterations = 4_096;
/** Half a second of work: Kafka itself allows 16,384, and a hostile broker may ask for hours. */
const maxIterations = 1_000_000;
/** "n,,": no channel binding, no other identity; and the same in base64. */
const header = "n,,";
const encodedHeader = "biws";

const deriveKey = promisify(pbkdf2);

/**
 * RFC 5802, with the hashes of RFC 7677. The password never goes over the wire, and the broker has to prove that it
 * knows the user. Names and passwords are taken as they are, as Kafka takes them, without SASLprep.
 */
export class ScramClient implements SaslClient {
  private readonly nonce: string;
  private step: "first" | "final" | "done" = "first";
  private expectedSignature = Buffer.alloc(0);

  constructor(
    readonly mechanism: ScramMechanism,
    private readonly username: string,
    private readonly password: string,
    nonce = randomBytes(24).toString("base64url"),
  ) {
    this.nonce = nonce;
  }

  async respond(challenge: Buffer | undefined): Promise<Buffer | undefined> {
    if (challenge === undefined) return Buffer.from(`${header}${this.firstBare()}`);
    const message = challenge.toString();
    switch (this.step) {
      case "first":
        this.step = "final";
        return this.final(message);
      case "final":
        this.step = "done";
        this.verify(message);
        return undefined;
      case "done":
        return undefined;
    }
  }

  private firstBare(): string {
    const name = this.username.replaceAll("=", "=3D").replaceAll(",", "=2C");
    return `n=${name},r=${this.nonce}`;
  }

  private async final(challenge: string): Promise<Buffer> {
    const fields = fieldsOf(challenge);
    const nonce = fields.get("r") ?? "";
    const salt = fields.get("s") ?? "";
    const iterations = Number(fields.get("i"));
    if (!nonce.startsWith(this.nonce) || nonce === this.nonce || salt === "") throw unproven();
    const isUsual = Number.isInteger(iterations) && iterations >= minIterations;
    if (!isUsual || iterations > maxIterations) throw unproven();
    const digest = digests[this.mechanism];
    const salted = await deriveKey(
      this.password,
      Buffer.from(salt, "base64"),
      iterations,
      digestBytes[this.mechanism],
      digest,
    );
    const withoutProof = `c=${encodedHeader},r=${nonce}`;
    const spoken = `${this.firstBare()},${challenge},${withoutProof}`;
    const clientKey = this.sign(salted, "Client Key");
    const storedKey = createHash(digest).update(clientKey).digest();
    const signature = this.sign(storedKey, spoken);
    const proof = clientKey.map((byte, index) => byte ^ (signature[index] ?? 0));
    this.expectedSignature = this.sign(this.sign(salted, "Server Key"), spoken);
    return Buffer.from(`${withoutProof},p=${Buffer.from(proof).toString("base64")}`);
  }

  private verify(message: string): void {
    const signature = Buffer.from(fieldsOf(message).get("v") ?? "", "base64");
    const isProved =
      signature.length === this.expectedSignature.length &&
      timingSafeEqual(signature, this.expectedSignature);
    if (!isProved) throw unproven();
  }

  private sign(key: Buffer, text: string): Buffer<ArrayBuffer> {
    return createHmac(digests[this.mechanism], key).update(text).digest();
  }
}

function fieldsOf(message: string): ReadonlyMap<string, string> {
  return new Map(message.split(",").map((field) => [field.slice(0, 1), field.slice(2)]));
}

function unproven(): KafkaError {
  const message = "The broker did not prove that it knows the user: it may not be Kafka.";
  return new KafkaError(message, { kind: "authentication" });
}
