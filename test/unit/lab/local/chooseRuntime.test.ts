import assert from "node:assert/strict";
import path from "node:path";
import { chooseRuntime, type Runtime } from "../../../../src/lab/local/chooseRuntime";
import type { LocalKafkaFailure } from "../../../../src/lab/local/localKafkaError";
import type { LocalKafkaSettings } from "../../../../src/lab/local/localKafkaSettings";
import { FakeProgram } from "../../../support/fakeProgram";
import { temporaryDirectory, type TemporaryDirectory } from "../../../support/temporaryDirectory";

describe("chooseRuntime", () => {
  let directory: TemporaryDirectory;
  let java: FakeProgram;
  let hasDocker: boolean;
  let dockerQuestions: number;

  beforeEach(async () => {
    directory = await temporaryDirectory("runtime");
    java = new FakeProgram(directory, path.join("jdk", "bin", "java"));
    hasDocker = false;
    dockerQuestions = 0;
  });
  afterEach(() => directory.remove());

  const hasJava = (version: string): Promise<void> =>
    java.answer({ when: "-version", stderr: `openjdk version "${version}"` });
  const choose = (settings: Partial<LocalKafkaSettings> = {}): Promise<Runtime> =>
    chooseRuntime(
      {
        version: "4.3.1",
        port: 9092,
        runWith: "auto",
        javaHome: path.join(directory.path, "jdk"),
        mavenRepository: "",
        ...settings,
      },
      {
        docker: {
          isAvailable: () => {
            dockerQuestions++;
            return Promise.resolve(hasDocker);
          },
        },
        jars: { versions: ["4.3.1"] },
        environment: {},
      },
      new AbortController().signal,
    );
  const refuses = (
    settings: Partial<LocalKafkaSettings>,
    failure: LocalKafkaFailure,
    message: RegExp,
  ): Promise<void> => assert.rejects(choose(settings), { failure, message });

  it("takes Docker where it runs, of any version", async () => {
    hasDocker = true;
    await hasJava("21");
    assert.deepEqual(await choose({ version: "3.9.0" }), { kind: "docker" });
  });

  it("takes Java where Docker does not run", async () => {
    await hasJava("17.0.1");
    assert.deepEqual(await choose(), { kind: "java", java: java.file });
  });

  it("does not ask Docker when the settings say Java", async () => {
    hasDocker = true;
    await hasJava("17");
    assert.deepEqual(await choose({ runWith: "java" }), { kind: "java", java: java.file });
    assert.equal(dockerQuestions, 0);
  });

  it("does not fall back to Java when the settings say Docker", async () => {
    await hasJava("17");
    await refuses({ runWith: "docker" }, "nothingToRunItWith", /^Docker does not answer\. Start/);
  });

  it("says what to install when there is neither", async () => {
    await refuses(
      {},
      "nothingToRunItWith",
      /^Docker does not run, and there is no Java in .*jdk\. To run Kafka here, start Docker, or install Java 17 or later/,
    );
    await hasJava("11");
    await refuses({}, "nothingToRunItWith", /^Docker does not run, and only Java 11 was found\./);
    await refuses(
      { runWith: "java" },
      "nothingToRunItWith",
      /^Only Java 11 was found\. To run Kafka here, install/,
    );
  });

  it("refuses a version that Java cannot be given, and what is no version", async () => {
    await hasJava("17");
    await refuses(
      { version: "3.9.0" },
      "unknownVersion",
      /Apache Kafka 4\.3\.1 can be started; 3\.9\.0 needs Docker/,
    );
    hasDocker = true;
    await refuses({ version: "latest --privileged" }, "unknownVersion", /must be a version/);
  });
});
