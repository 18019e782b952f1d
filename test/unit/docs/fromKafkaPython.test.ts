import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";

interface PackageJson {
  readonly contributes: {
    readonly commands: readonly { readonly title: string }[];
    readonly configuration: {
      readonly properties: Readonly<
        Record<string, { readonly items?: { readonly properties?: object } }>
      >;
    };
  };
}

const api = {
  "Options of KafkaConsumer":
    "bootstrap_servers group_id key_deserializer value_deserializer auto_offset_reset enable_auto_commit auto_commit_interval_ms session_timeout_ms heartbeat_interval_ms max_poll_records fetch_min_bytes fetch_max_wait_ms max_partition_fetch_bytes security_protocol api_version",
  "Methods of KafkaConsumer":
    "subscribe assign poll commit commit_async seek seek_to_beginning seek_to_end position committed pause resume paused close subscription assignment beginning_offsets end_offsets offsets_for_times metrics",
  ConsumerRebalanceListener: "on_partitions_revoked on_partitions_assigned",
  ConsumerRecords: "__iter__ __len__ __bool__ records by_topic",
  ConsumerRecord:
    "topic partition offset timestamp timestamp_type key value headers checksum serialized_key_size serialized_value_size leader_epoch",
};

/** Where the words of a panel stand. */
const sources: Readonly<Record<string, string>> = {
  Peek: "webview/peek",
  Group: "webview/group",
  Connection: "webview/connection",
};

const document = readFileSync("docs/FROM-KAFKA-PYTHON.md", "utf8");
const { commands, configuration } = (
  JSON.parse(readFileSync("package.json", "utf8")) as PackageJson
).contributes;

/** Section → its rows: what kafka-python calls it, and where it is here. */
function sections(): ReadonlyMap<string, readonly { name: string; here: string }[]> {
  return new Map(
    document
      .split(/^## /m)
      .slice(1)
      .map((section) => [
        section.split("\n")[0] ?? "",
        [...section.matchAll(/^\| `([^`]+)` *\| (.*?) *\|$/gm)].map(([, name = "", here = ""]) => ({
          name,
          here,
        })),
      ]),
  );
}

const rows = [...sections().values()].flat();

function sourceOf(panel: string): string {
  const directory = sources[panel];
  assert.ok(directory !== undefined, `There is no panel called ${panel}`);
  return readdirSync(directory)
    .filter((name) => name.endsWith(".ts"))
    .map((name) => readFileSync(path.join(directory, name), "utf8"))
    .join("\n");
}

describe("docs/FROM-KAFKA-PYTHON.md", () => {
  it("has a row for each option, method and field of kafka-python's consumer", () => {
    const found = [...sections()].map(([section, ofSection]) => [
      section,
      ofSection.map(({ name }) => name.replace(/\(.*/, "")).join(" "),
    ]);
    assert.deepEqual(Object.fromEntries(found), api);
  });

  it("names in each row a command, a setting or a part of a panel", () => {
    for (const { name, here } of rows) {
      assert.match(here, /\*\*[^*]+\*\*|`kafkaOffsets\.|_[A-Z][a-z]+: /, name);
    }
  });

  it("names only commands that exist", () => {
    const titles = new Set(commands.map(({ title }) => title.replace(/…$/, "")));
    for (const { name, here } of rows) {
      for (const [, title = ""] of here.matchAll(/\*\*([^*]+)\*\*/g)) {
        assert.ok(titles.has(title), `${name}: there is no command ${title}`);
      }
    }
  });

  it("names only settings that exist, and fields of a cluster", () => {
    const fields = configuration.properties["kafkaOffsets.clusters"]?.items?.properties ?? {};
    for (const { name, here } of rows) {
      for (const [, key = ""] of here.matchAll(/`(kafkaOffsets\.[\w.]+)`/g)) {
        assert.ok(key in configuration.properties, `${name}: there is no setting ${key}`);
      }
      for (const [, field = ""] of here.matchAll(/field `(\w+)`/g)) {
        assert.ok(field in fields, `${name}: a cluster has no field ${field}`);
      }
    }
  });

  it("calls the parts of panels what they are called there", () => {
    for (const { name, here } of rows) {
      for (const [, panel = "", part = ""] of here.matchAll(/_([A-Z][a-z]+): ([^_]+)_/g)) {
        const isThere = ['"', "`"].some((quote) => sourceOf(panel).includes(`${quote}${part}`));
        assert.ok(isThere, `${name}: ${panel} has nothing called ${part}`);
      }
    }
  });
});
