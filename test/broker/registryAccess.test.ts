import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import type { ClusterDraft } from "../../src/config/clusterProfile";
import type { RegistrySettings, Secrets } from "../../src/config/clusterSecurity";
import { SchemaRegistry } from "../../src/registry/schemaRegistry";
import {
  createTestCertificates,
  type TestCertificates,
} from "../../tools/kafka/certificates/testCertificates";
import { kafkaError } from "../support/kafkaError";
import { testProfiles } from "../support/testProfiles";
import { fakeConfiguration } from "../support/vscode";

const basic = `Basic ${Buffer.from("bob:canary-pass").toString("base64")}`;
const bearer = "Bearer canary-token";

describe("a schema registry over TLS, with an authority of its own", function () {
  this.timeout(30_000);
  let directory: string;
  let certificates: TestCertificates;
  let server: Server;
  let url: string;
  let asked: string[];

  before(async () => {
    directory = await mkdtemp(path.join(tmpdir(), "registry-"));
    certificates = await createTestCertificates(directory);
    const { certificate: cert, key } = certificates.server;
    server = createServer({ cert, key }, ({ headers, url: asks = "" }, response) => {
      asked.push(`${asks} ${headers.authorization ?? "-"}`);
      const isKnown = [basic, bearer].includes(headers.authorization ?? "");
      const isMoved = asks.includes("moved");
      response.writeHead(isMoved ? 302 : isKnown ? 200 : 401, { location: "https://evil/" });
      response.end(isKnown ? '["orders-value"]' : "canary in the body");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    url = `https://localhost:${(server.address() as AddressInfo).port}`;
  });
  after(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await rm(directory, { recursive: true });
  });
  beforeEach(() => {
    asked = [];
    fakeConfiguration.reset({ "kafkaOffsets.clusters": [] });
  });

  async function subjects(
    settings: Omit<RegistrySettings, "url">,
    secrets: Secrets = {},
    folder = "",
  ): Promise<readonly string[]> {
    const profiles = testProfiles();
    try {
      const schemaRegistry = { url: url + folder, caFile: certificates.caFile, ...settings };
      const draft: ClusterDraft = {
        name: "demo",
        bootstrapServers: ["a:1"],
        isReadOnly: false,
        schemaRegistry,
      };
      const saved = await profiles.add(draft, secrets);
      const access = await profiles.registryOf(saved)?.open();
      assert.ok(access);
      return await new SchemaRegistry({ ...access, timeoutMs: 5000 }).subjects();
    } finally {
      profiles.dispose();
    }
  }

  it("is read with a user's password", async () => {
    const settings = { authentication: "basic", username: "bob" } as const;
    assert.deepEqual(await subjects(settings, { registryPassword: "canary-pass" }), [
      "orders-value",
    ]);
    assert.deepEqual(asked, [`/subjects ${basic}`]);
  });

  it("is read with a token", async () => {
    const settings = { authentication: "bearer" } as const;
    assert.deepEqual(await subjects(settings, { registryToken: "canary-token" }), ["orders-value"]);
  });

  it("is told apart from one that wants another password", async () => {
    const settings = { authentication: "basic", username: "bob" } as const;
    await assert.rejects(subjects(settings, { registryPassword: "canary-wrong" }), (error) => {
      assert.ok(kafkaError("authentication", /wants a user name and password/)(error));
      assert.doesNotMatch((error as Error).message, /canary/);
      return true;
    });
    await assert.rejects(subjects(settings), kafkaError("authentication", /password of bob/));
    assert.equal(asked.length, 1, "nothing is asked without the password");
  });

  it("is refused the password when its certificate is of another authority", async () => {
    const settings = { authentication: "basic", username: "bob" } as const;
    const secrets = { registryPassword: "canary-pass" };
    const caFile = certificates.otherCaFile;
    const failure = kafkaError("tls", /certificate of localhost:\d+, .* cannot be trusted/);
    await assert.rejects(subjects({ ...settings, caFile }, secrets), failure);
    const { caFile: own } = certificates;
    const former = process.env["NODE_TLS_REJECT_UNAUTHORIZED"];
    process.env["NODE_TLS_REJECT_UNAUTHORIZED"] = "0";
    try {
      await assert.rejects(subjects({ ...settings, caFile }, secrets), failure);
      assert.deepEqual(asked, []);
      assert.deepEqual(await subjects({ ...settings, caFile: own }, secrets), ["orders-value"]);
    } finally {
      if (former === undefined) delete process.env["NODE_TLS_REJECT_UNAUTHORIZED"];
      else process.env["NODE_TLS_REJECT_UNAUTHORIZED"] = former;
    }
  });

  it("does not follow it elsewhere", async () => {
    await assert.rejects(subjects({}, {}, "/moved"), kafkaError("invalidInput", /another address/));
    assert.equal(asked.length, 1);
  });
});
