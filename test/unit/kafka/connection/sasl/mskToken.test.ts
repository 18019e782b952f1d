import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { AwsCredentials } from "../../../../../src/kafka/clusterConnection";
import { mskToken } from "../../../../../src/kafka/connection/sasl/mskToken";
import { kafkaError } from "../../../../support/kafkaError";

const region = "eu-central-1";

async function signedUrl(aws: AwsCredentials): Promise<URL> {
  const { value, lifetimeMs = 0 } = await mskToken({ region, aws });
  assert.match(value, /^[\w-]+$/);
  assert.ok(lifetimeMs > 800_000 && lifetimeMs <= 900_000);
  return new URL(Buffer.from(value, "base64url").toString());
}

describe("mskToken", function () {
  this.timeout(10_000);

  it("is a presigned address of the region's Kafka, good for a quarter of an hour", async () => {
    const keys = { accessKeyId: "AKIAEXAMPLE", secretAccessKey: "canary", sessionToken: "st" };
    const url = await signedUrl({ kind: "keys", ...keys });
    assert.equal(url.origin, "https://kafka.eu-central-1.amazonaws.com");
    const query = Object.fromEntries(url.searchParams);
    assert.equal(query["Action"], "kafka-cluster:Connect");
    assert.equal(query["X-Amz-Algorithm"], "AWS4-HMAC-SHA256");
    assert.equal(query["X-Amz-Expires"], "900");
    assert.equal(query["X-Amz-Security-Token"], "st");
    assert.match(
      query["X-Amz-Credential"] ?? "",
      /^AKIAEXAMPLE\/\d{8}\/eu-central-1\/kafka-cluster\/aws4_request$/,
    );
    assert.match(query["X-Amz-Signature"] ?? "", /^[0-9a-f]{64}$/);
    assert.ok(!url.href.includes("canary"));
  });

  it("refuses a region that would lead elsewhere", async () => {
    const aws = { kind: "default" } as const;
    await assert.rejects(
      mskToken({ region: "evil.example/", aws }),
      kafkaError("invalidInput", /AWS region/),
    );
  });

  describe("by the shared files", () => {
    let directory: string;
    const names = ["AWS_SHARED_CREDENTIALS_FILE", "AWS_CONFIG_FILE"] as const;
    let former: (string | undefined)[];

    beforeEach(async () => {
      directory = await mkdtemp(path.join(tmpdir(), "aws-"));
      former = names.map((name) => process.env[name]);
      for (const name of names) process.env[name] = path.join(directory, name);
      const profile = "[kafka]\naws_access_key_id = AKIAPROFILE\naws_secret_access_key = canary\n";
      await writeFile(path.join(directory, "AWS_SHARED_CREDENTIALS_FILE"), profile);
      await writeFile(path.join(directory, "AWS_CONFIG_FILE"), "");
    });

    afterEach(async () => {
      names.forEach((name, index) => {
        const value = former[index];
        if (value === undefined) Reflect.deleteProperty(process.env, name);
        else process.env[name] = value;
      });
      await rm(directory, { recursive: true, force: true });
    });

    it("takes a profile's keys", async () => {
      const url = await signedUrl({ kind: "profile", profile: "kafka" });
      assert.match(url.searchParams.get("X-Amz-Credential") ?? "", /^AKIAPROFILE\//);
    });

    it("says which profile gave nothing", async () => {
      await assert.rejects(
        mskToken({ region, aws: { kind: "profile", profile: "missing" } }),
        kafkaError("authentication", /^AWS gave no credentials for the profile missing \(\w+\)\.$/),
      );
    });
  });
});
