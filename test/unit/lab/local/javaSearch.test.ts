import assert from "node:assert/strict";
import path from "node:path";
import { majorVersion, searchJava } from "../../../../src/lab/local/javaSearch";
import { FakeProgram } from "../../../support/fakeProgram";
import { temporaryDirectory, type TemporaryDirectory } from "../../../support/temporaryDirectory";

describe("majorVersion", () => {
  const versions: readonly (readonly [string, number | undefined])[] = [
    ['openjdk version "17.0.15" 2025-04-15', 17],
    ['java version "1.8.0_412"', 8],
    ['openjdk version "26-ea" 2026-03-17', 26],
    ["The operation couldn’t be completed. Unable to locate a Java Runtime.", undefined],
  ];
  for (const [printed, major] of versions) {
    it(`reads ${printed} as ${major ?? "none"}`, () => {
      assert.equal(majorVersion(printed), major);
    });
  }
});

describe("searchJava", () => {
  let directory: TemporaryDirectory;
  beforeEach(async () => {
    directory = await temporaryDirectory("java");
  });
  afterEach(() => directory.remove());

  /** A JDK's folder. */
  const jdk = async (name: string, version: string): Promise<string> => {
    const java = new FakeProgram(directory, path.join(name, "bin", "java"));
    await java.answer({ when: "-version", stderr: `openjdk version "${version}"\n` });
    return path.join(directory.path, name);
  };
  const javaOf = (home: string): string => path.join(home, "bin", "java");

  it("takes the Java of the settings, and no other", async () => {
    const chosen = await jdk("chosen", "21.0.1");
    const other = await jdk("other", "25");
    const found = await searchJava(chosen, { JAVA_HOME: other });
    assert.deepEqual(found, { java: javaOf(chosen), tooOld: [] });
    const missing = path.join(directory.path, "missing");
    assert.deepEqual(await searchJava(missing, { JAVA_HOME: other }), {
      java: undefined,
      tooOld: [],
    });
  });

  it("takes JAVA_HOME before the PATH", async () => {
    const home = await jdk("home", "17");
    assert.equal((await searchJava("", { JAVA_HOME: home })).java, javaOf(home));
  });

  it("tells what is too old", async () => {
    const old = await jdk("old", "11.0.2");
    assert.deepEqual(await searchJava(old, {}), { java: undefined, tooOld: [11] });
  });
});
