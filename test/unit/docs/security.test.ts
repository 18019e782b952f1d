import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { triedAnswers } from "../../fuzz/properties/answers";
import { panelSchemas } from "../../fuzz/properties/pageMessages";
import { repositoryRoot } from "../../../tools/paths";

const read = (file: string): string => readFileSync(path.join(repositoryRoot, file), "utf8");

function filesBelow(directory: string): readonly string[] {
  return readdirSync(path.join(repositoryRoot, directory), { recursive: true, encoding: "utf8" })
    .map((name) => path.posix.join(directory, name.replaceAll("\\", "/")))
    .filter((name) => name.endsWith(".ts"));
}

describe("docs/SECURITY.md", () => {
  const text = read("docs/SECURITY.md");

  it("names tests that exist", () => {
    const named = [...text.matchAll(/`(test\/[^`]+)`/g)].map(([, file]) => file ?? "");
    assert.ok(named.length > 40);
    assert.deepEqual(
      named.filter((file) => !existsSync(path.join(repositoryRoot, file))),
      [],
    );
  });

  it("proves every promise", () => {
    const rows = text.split("\n").filter((line) => line.startsWith("|"));
    const start = rows.findIndex((line) => line.includes("Proof"));
    const promises = rows.slice(start).filter((line) => !/^\| (Promise|---)/.test(line));
    assert.ok(promises.length > 20);
    for (const promise of promises) assert.match(promise, /\| `test\/.*\.test\.ts` \|$/);
  });
});

describe("what is shipped", () => {
  interface Manifest {
    readonly activationEvents?: readonly string[];
    readonly dependencies: Readonly<Record<string, string>>;
    readonly devDependencies: Readonly<Record<string, string>>;
  }
  const manifest = JSON.parse(read("package.json")) as Manifest;
  const sources = filesBelow("src");

  it("handles no links from outside, and listens nowhere", () => {
    assert.ok(!manifest.activationEvents?.some((event) => event.startsWith("onUri")));
    for (const file of sources) assert.doesNotMatch(read(file), /registerUriHandler/, file);
    const listening = sources.filter((file) => /\bcreate\w*Server\(/.test(read(file)));
    assert.deepEqual(listening, ["src/lab/local/loopbackPort.ts"]);
  });

  it("has no other page than the one whose policy is tested", () => {
    const pages = sources.filter((file) => /\.html = |<!DOCTYPE/i.test(read(file)));
    assert.deepEqual(pages.toSorted(), ["src/panels/host.ts", "src/panels/shell.ts"]);
    const media = readdirSync(path.join(repositoryRoot, "media"), { recursive: true });
    assert.ok(!media.some((name) => name.toString().endsWith(".html")));
  });

  it("has dependencies of exact versions, locked with their checksums", () => {
    for (const [name, version] of Object.entries({
      ...manifest.dependencies,
      ...manifest.devDependencies,
    })) {
      assert.match(version, /^\d+\.\d+\.\d+(-[\w.]+)?$/, name);
    }
    const { packages } = JSON.parse(read("package-lock.json")) as {
      readonly packages: Readonly<Record<string, { integrity?: string; link?: boolean }>>;
    };
    const unlocked = Object.entries(packages).filter(
      ([name, { integrity, link }]) => name !== "" && integrity === undefined && link !== true,
    );
    assert.deepEqual(unlocked, []);
    assert.match(read(".npmrc"), /^ignore-scripts=true$/m);
  });

  it("evaluates no text as code", () => {
    for (const file of sources) {
      assert.doesNotMatch(read(file), /\beval\(|new Function\(|runInThisContext|"node:vm"/, file);
    }
  });
});

describe("the fuzz properties", () => {
  it("try the answers to every request", () => {
    const names = filesBelow("src/kafka/protocol").flatMap((file) =>
      [...read(file).matchAll(/Api<[^;]*?> = \{\s+key: \d+,\s+name: "(\w+)"/g)].map(
        ([, name]) => name ?? "",
      ),
    );
    assert.ok(names.length > 20);
    assert.deepEqual(
      names.filter((name) => !triedAnswers.has(name)),
      [],
    );
  });

  it("try the messages of every panel", () => {
    const panels = filesBelow("src/panels")
      .filter((file) => file.endsWith("/parseRequest.ts"))
      .map((file) => path.basename(path.dirname(file)));
    assert.deepEqual(Object.keys(panelSchemas).toSorted(), panels.toSorted());
  });
});
