import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { readdir, readFile, utimes } from "node:fs/promises";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { KafkaJars, type PinnedJar } from "../../../../src/lab/local/kafkaJars";
import { LocalKafkaError } from "../../../../src/lab/local/localKafkaError";
import { temporaryDirectory, type TemporaryDirectory } from "../../../support/temporaryDirectory";

const version = "9.9.9";
const contents: Readonly<Record<string, Buffer>> = {
  "org/a/a-1.jar": Buffer.alloc(1_400_000, "a"),
  "org/b/b-2.jar": Buffer.from("the classes of b"),
};
const pinned: readonly PinnedJar[] = Object.entries(contents).map(([file, content]) => ({
  path: file,
  bytes: content.length,
  sha256: createHash("sha256").update(content).digest("hex"),
}));

describe("KafkaJars", () => {
  let directory: TemporaryDirectory;
  let server: Server;
  let asked: string[];
  let steps: string[];
  /** Instead of the file. */
  let misbehave: Readonly<Record<string, (response: ServerResponse, content: Buffer) => void>>;

  beforeEach(async () => {
    directory = await temporaryDirectory("jars");
    asked = [];
    steps = [];
    misbehave = {};
    server = createServer((request, response) => {
      const file = (request.url ?? "").replace(/^\/maven2\//, "");
      asked.push(file);
      const content = contents[file];
      if (content === undefined) response.writeHead(404).end();
      else if (misbehave[file] === undefined) response.end(content);
      else misbehave[file](response, content);
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
  });
  afterEach(async () => {
    server.closeAllConnections();
    server.close();
    await directory.remove();
  });

  const host = (): string => `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const jars = (list = pinned): KafkaJars => new KafkaJars(directory.path, { [version]: list });
  const ensure = (from = jars(), signal = new AbortController().signal): Promise<string> =>
    from.ensure(version, {
      repository: `http://${host()}/maven2/`,
      report: (step) => steps.push(step),
      signal,
    });
  const files = async (): Promise<string[]> =>
    (await readdir(path.join(directory.path, version))).sort();
  const refused = (message: RegExp): Promise<void> =>
    assert.rejects(ensure(), (error) => {
      assert.ok(error instanceof LocalKafkaError);
      assert.equal(error.failure, "notFetched");
      assert.match(error.message, message);
      assert.match(error.message, /name a mirror of Maven Central/);
      return true;
    });

  it("fetches the files under the names of the repository, and tells how far it is", async () => {
    assert.equal(await jars().present(version), undefined);
    const classPath = path.join(directory.path, version, "*");
    assert.equal(await ensure(), classPath);
    assert.deepEqual(await files(), ["a-1.jar", "b-2.jar"]);
    const fetched = await readFile(path.join(directory.path, version, "a-1.jar"));
    assert.ok(fetched.equals(contents["org/a/a-1.jar"] ?? Buffer.alloc(0)));
    assert.equal(await jars().present(version), classPath);
    assert.equal(steps[0], `Fetching Apache Kafka ${version} from ${host()}: 0 of 1 MB`);
    assert.equal(steps.at(-1), `Fetching Apache Kafka ${version} from ${host()}: 1 of 1 MB`);
  });

  it("fetches nothing that is there", async () => {
    await ensure();
    asked = [];
    await ensure();
    assert.deepEqual(asked, []);
  });

  it("takes no file whose checksum differs, and keeps what it fetched before", async () => {
    misbehave = {
      "org/a/a-1.jar": (response, content) => response.end(Buffer.from(content).fill("x", 9, 10)),
    };
    await refused(/^a-1\.jar of 127\.0\.0\.1:\d+ is not the file that was published: its checksum/);
    misbehave = {};
    await ensure();
    assert.deepEqual(await files(), ["a-1.jar", "b-2.jar"]);
  });

  it("takes no file that is longer than it should be", async () => {
    misbehave = {
      "org/b/b-2.jar": (response, content) => response.end(Buffer.concat([content, content])),
    };
    await refused(/^b-2\.jar of .* is not the file that was published/);
    assert.equal(await jars().present(version), undefined);
  });

  it("takes no file that came incomplete, whether the server says so or not", async () => {
    misbehave = { "org/b/b-2.jar": (response, content) => response.end(content.subarray(0, 5)) };
    await refused(/^b-2\.jar of .* came incomplete/);
    misbehave = {
      "org/b/b-2.jar": (response, content) => {
        response.writeHead(200, { "content-length": content.length });
        response.write(content.subarray(0, 5), () => response.destroy());
      },
    };
    await refused(/^b-2\.jar of .* could not be fetched: /);
    assert.ok(!(await files()).some((name) => name.startsWith("b-2.jar")), "nothing of it is left");
  });

  it("says what the server answered", async () => {
    await assert.rejects(
      ensure(jars([{ path: "org/c/c-3.jar", bytes: 1, sha256: "" }])),
      /^LocalKafkaError: c-3\.jar of .* could not be fetched: the server answered 404\./,
    );
  });

  it("goes on with the missing files after it was cancelled", async () => {
    const cancel = new AbortController();
    misbehave = {
      "org/a/a-1.jar": (response, content) => {
        response.write(content.subarray(0, 700_000), () => {
          cancel.abort();
        });
      },
    };
    await assert.rejects(ensure(jars(), cancel.signal), { kind: "cancelled" });
    assert.equal(await jars().present(version), undefined);
    assert.ok(!(await files()).some((name) => name.endsWith(".part")));
    misbehave = {};
    await ensure();
    assert.deepEqual(await files(), ["a-1.jar", "b-2.jar"]);
  });

  it("removes what a download that was killed left behind, and nothing that may be under way", async () => {
    const old = await directory.write(`${version}/a-1.jar.1.part`, "old");
    await utimes(old, new Date(0), new Date(0));
    await directory.write(`${version}/a-1.jar.2.part`, "of another window");
    await ensure();
    assert.deepEqual(await files(), ["a-1.jar", "a-1.jar.2.part", "b-2.jar"]);
  });

  it("asks for an address of the web", async () => {
    for (const repository of ["", "repo.example", "file:///tmp/maven"]) {
      const asking = jars().ensure(version, {
        repository,
        report: () => undefined,
        signal: new AbortController().signal,
      });
      await assert.rejects(asking, /mavenRepository must be an address/);
    }
  });

  it("takes no password in the address, and does not repeat it", async () => {
    const asking = jars().ensure(version, {
      repository: "https://me:hunter2@repo.example/maven2",
      report: () => undefined,
      signal: new AbortController().signal,
    });
    await assert.rejects(asking, (error: Error) => {
      assert.match(error.message, /must not hold a user name or a password/);
      assert.doesNotMatch(error.message, /hunter2/);
      return true;
    });
  });
});
