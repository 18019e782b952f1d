import assert from "node:assert/strict";
import fc from "fast-check";
import { parseProfiles } from "../../../src/config/clusterProfile";

const good = { id: "1", name: "demo", bootstrapServers: ["localhost:19092"] };

describe("parseProfiles", () => {
  it("reads a complete entry", () => {
    const entry = { ...good, bootstrapServers: ["a:1", "b:2"], readOnly: true };
    assert.deepEqual(parseProfiles([entry]), {
      profiles: [{ id: "1", name: "demo", bootstrapServers: ["a:1", "b:2"], isReadOnly: true }],
      problems: [],
    });
  });

  it("takes the name as the id, and writable as the default", () => {
    const { profiles } = parseProfiles([{ name: " demo ", bootstrapServers: "localhost" }]);
    assert.deepEqual(profiles, [
      { id: "demo", name: "demo", bootstrapServers: ["localhost:9092"], isReadOnly: false },
    ]);
  });

  it("splits one text of several servers, as Kafka's own bootstrap.servers is written", () => {
    const { profiles } = parseProfiles([{ ...good, bootstrapServers: "a:1, b:2" }]);
    assert.deepEqual(profiles[0]?.bootstrapServers, ["a:1", "b:2"]);
  });

  it("has no profiles and no problems for a setting that was never set", () => {
    assert.deepEqual(parseProfiles(undefined), { profiles: [], problems: [] });
  });

  it("reports a setting that is no array", () => {
    const { profiles, problems } = parseProfiles({ demo: good });
    assert.deepEqual(profiles, []);
    assert.equal(problems[0]?.index, undefined);
    assert.match(problems[0]?.message ?? "", /must be an array/);
  });

  it("reads where a cluster's schemas are", () => {
    const schemaRegistry = "https://registry:8081/apis/ccompat/v7";
    assert.deepEqual(parseProfiles([{ ...good, schemaRegistry }]).problems, []);
    const { profiles } = parseProfiles([{ ...good, schemaRegistry }, good]);
    assert.equal(profiles[0]?.schemaRegistry, schemaRegistry);
  });

  const broken: readonly (readonly [what: string, entry: unknown, reason: RegExp])[] = [
    ["a text", "localhost:9092", /must be an object/],
    ["nothing", null, /must be an object/],
    ["no name", { bootstrapServers: ["a:1"] }, /"name" is missing/],
    ["an empty name", { ...good, name: "  " }, /"name" must not be empty/],
    ["no servers", { name: "x" }, /"bootstrapServers" is missing/],
    ["an empty list of servers", { ...good, bootstrapServers: [] }, /"bootstrapServers"/],
    ["a number as server", { ...good, bootstrapServers: [9092] }, /list of texts/],
    ["an unusable port", { ...good, bootstrapServers: ["a:99999"] }, /a:99999/],
    ["a registry of another kind", { ...good, schemaRegistry: "registry" }, /begin with http/],
    [
      "a password in the registry's address",
      { ...good, schemaRegistry: "http://user:secret@registry" },
      /without a password/,
    ],
    ["an unclear read-only", { ...good, readOnly: "yes" }, /"readOnly" must be true or false/],
  ];
  for (const [what, entry, reason] of broken) {
    it(`leaves out an entry with ${what}, says which and why, and keeps the others`, () => {
      const { profiles, problems } = parseProfiles([entry, { ...good, id: "2" }]);
      assert.deepEqual(
        profiles.map(({ id }) => id),
        ["2"],
      );
      assert.equal(problems.length, 1);
      assert.equal(problems[0]?.index, 0);
      assert.equal(problems[0].severity, "error");
      assert.match(problems[0].message, /^Cluster 1 in the settings is left out: /);
      assert.match(problems[0].message, reason);
    });
  }

  it("keeps the first of two entries with one id", () => {
    const { profiles, problems } = parseProfiles([good, { ...good, name: "other" }]);
    assert.deepEqual(
      profiles.map(({ name }) => name),
      ["demo"],
    );
    assert.equal(problems[0]?.index, 1);
    assert.match(problems[0].message, /has the id "1"/);
  });

  it("warns of an unknown property and uses the entry all the same", () => {
    const { profiles, problems } = parseProfiles([{ ...good, pasword: "x" }]);
    assert.equal(profiles.length, 1);
    assert.equal(problems[0]?.severity, "warning");
    assert.match(problems[0].message, /unknown property "pasword"/);
  });

  it("accounts for every entry of any setting, without throwing", () => {
    const entry = fc.oneof(
      fc.anything(),
      fc.record(
        {
          id: fc.oneof(fc.string(), fc.anything()),
          name: fc.oneof(fc.string(), fc.anything()),
          bootstrapServers: fc.oneof(fc.array(fc.string()), fc.constant(["a:1"]), fc.anything()),
        },
        { requiredKeys: [] },
      ),
    );
    fc.assert(
      fc.property(fc.array(entry), (setting) => {
        const { profiles, problems } = parseProfiles(setting);
        const errors = problems.filter(({ severity }) => severity === "error");
        assert.equal(profiles.length + errors.length, setting.length);
        assert.equal(new Set(profiles.map(({ id }) => id)).size, profiles.length);
        assert.ok(profiles.every(({ bootstrapServers }) => bootstrapServers.length > 0));
      }),
    );
  });
});
