import assert from "node:assert/strict";
import type { FoundCluster } from "../../../src/commands/connectionEditors";
import { importCommands } from "../../../src/commands/importClusters";
import { Pickers } from "../../../src/commands/pickers";
import { UserError } from "../../../src/ui/userError";
import { fakeConfiguration, fakeWindow, Uri, window, workspace } from "../../support/vscode";

const canary = "canary-9e20-secret";

const properties = [
  "bootstrap.servers=kafka.staging:9093",
  "security.protocol=SASL_SSL",
  "sasl.mechanism=SCRAM-SHA-512",
  `sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required username="alice" password="${canary}";`,
  "fetch.max.bytes=1000",
].join("\n");

const compose = `services:
  kafka:
    image: apache/kafka
    ports: ["9093:9093"]
    environment:
      KAFKA_ADVERTISED_LISTENERS: PLAINTEXT://localhost:9093
`;

interface Pick {
  readonly label: string;
}

const { showOpenDialog } = window;

describe("Import Clusters", () => {
  let files: Map<string, string>;
  let found: FoundCluster[];
  let isRestricted: boolean;
  let picked: (readonly string[])[];

  beforeEach(() => {
    fakeWindow.reset();
    fakeConfiguration.reset();
    files = new Map();
    found = [];
    picked = [];
    isRestricted = false;
    Object.assign(window, {
      showOpenDialog: () => Promise.resolve([...files.keys()].map((path) => Uri.file(path))),
    });
    Object.assign(workspace, {
      findFiles: () => Promise.resolve([...files.keys()].map((path) => Uri.file(path))),
      asRelativePath: ({ path }: Uri) => path.slice(1),
      fs: {
        stat: ({ path }: Uri) => Promise.resolve({ size: files.get(path)?.length ?? 0 }),
        readFile: ({ path }: Uri) => Promise.resolve(new TextEncoder().encode(files.get(path))),
      },
    });
  });
  afterEach(() => {
    Object.assign(window, { showOpenDialog });
    for (const name of ["findFiles", "asRelativePath", "fs"]) {
      Reflect.deleteProperty(workspace, name);
    }
  });

  /** Chooses, at each question, the choice whose label has this text. */
  async function run(...labels: readonly string[]): Promise<void> {
    fakeWindow.answer(
      "showQuickPick",
      ...labels.map((label) => (choices: readonly Pick[]) => {
        picked.push(choices.map((choice) => choice.label));
        return choices.find((choice) => choice.label.includes(label));
      }),
    );
    const commands = importCommands({
      editors: {
        add: (cluster) => {
          if (cluster !== undefined) found.push(cluster);
        },
        refuseRestricted: () => {
          if (isRestricted) throw new UserError("Not in Restricted Mode.");
        },
      },
      pickers: new Pickers({ list: () => [], get: () => undefined }, String),
    });
    await commands["kafkaOffsets.importClusters"]();
  }

  it("reads a file, and opens what it found in an editor, with what was left out", async () => {
    files.set("/home/me/staging/client.properties", properties);
    await run("File");
    const [cluster] = found;
    assert.deepEqual(cluster?.draft.bootstrapServers, ["kafka.staging:9093"]);
    assert.equal(cluster.draft.security?.sasl?.username, "alice");
    assert.equal(cluster.draft.name, "staging");
    assert.deepEqual(cluster.secrets, { password: canary });
    const notes = cluster.notes.join(" ");
    assert.match(notes, /Read from client\.properties\..*Nothing is saved yet\./);
    assert.match(notes, /fetch\.max\.bytes/);
    assert.doesNotMatch(notes, new RegExp(canary));
  });

  it("asks which file of the workspace", async () => {
    files.set("/project/docker-compose.yml", compose);
    files.set("/project/client.properties", properties);
    await run("Workspace", "docker-compose.yml");
    assert.deepEqual(picked[1], ["project/client.properties", "project/docker-compose.yml"]);
    assert.deepEqual(found[0]?.draft.bootstrapServers, ["localhost:9093"]);
  });

  it("reads another extension's setting as the user has it, and asks which of several", async () => {
    const theirs = ["one", "two"].map((name) => ({ name, bootstrap: `${name}:1` }));
    fakeConfiguration.set("kafka.clusters", theirs);
    await run("Other Extension", "two");
    assert.deepEqual(picked[1], ["one", "two"]);
    assert.equal(found[0]?.draft.name, "two");
  });

  it("reads the environment, where it names a cluster", async () => {
    const before = process.env["KAFKA_BOOTSTRAP_SERVERS"];
    process.env["KAFKA_BOOTSTRAP_SERVERS"] = "env-host:9092";
    try {
      await run("Environment");
    } finally {
      if (before === undefined) delete process.env["KAFKA_BOOTSTRAP_SERVERS"];
      else process.env["KAFKA_BOOTSTRAP_SERVERS"] = before;
    }
    assert.deepEqual(found[0]?.draft.bootstrapServers, ["env-host:9092"]);
  });

  it("says why a file is of no use, and opens nothing", async () => {
    files.set("/home/me/notes.txt", "hello");
    await assert.rejects(run("File"), /notes\.txt is no configuration/);
    files.clear();
    await assert.rejects(run("Workspace"), /no file/);
    assert.deepEqual(found, []);
  });

  it("ends silently at each question that is closed", async () => {
    await run("nothing of the kind");
    Object.assign(window, { showOpenDialog: () => Promise.resolve(undefined) });
    await run("File");
    assert.deepEqual(found, []);
  });

  it("is refused in Restricted Mode, before anything is read", async () => {
    isRestricted = true;
    await assert.rejects(run("File"), /Restricted Mode/);
    assert.deepEqual(picked, []);
  });
});
