import assert from "node:assert/strict";
import { totalLag } from "../../../src/kafka/groups/lag";
import { arrangeLevel } from "../../../src/views/arrangeLevel";
import { arrangeRows, needFacts, type RowRules } from "../../../src/views/arrangeRows";
import { Facts } from "../../../src/views/facts";
import type { GroupNode } from "../../../src/views/nodes";
import { parseFilter } from "../../../src/views/treeFilter";
import { groupFacts, groupNode, groups, topicNode, topics } from "../../support/treeNodes";

const rules = (change: Partial<RowRules> & { readonly text?: string } = {}): RowRules => {
  const { text = "", ...others } = change;
  const parsed = parseFilter(text);
  return {
    filter: parsed.kind === "filter" ? parsed.filter : undefined,
    groupOrder: "name",
    hiddenGroups: [],
    isPinned: () => false,
    ...others,
  };
};

const named = (groupId: string, change: Partial<GroupNode["group"]> = {}): GroupNode => ({
  ...groupNode({ groupId, ...change }),
  id: `c/groups/id=${groupId}`,
});

function lags(known: Readonly<Record<string, bigint | undefined>>): Facts {
  const facts = new Facts();
  for (const [groupId, lag] of Object.entries(known)) {
    const total = lag === undefined ? undefined : totalLag([{ kind: "behind", lag }]);
    const value = groupFacts({ total });
    facts.learn({ kind: "group", id: `c/groups/id=${groupId}`, value });
  }
  return facts;
}

const namesOf = (
  nodes: readonly GroupNode[],
  change: Parameters<typeof rules>[0],
  facts = new Facts(),
): string[] =>
  (arrangeRows(nodes, rules(change), facts)?.rows ?? []).map((row) =>
    row.kind === "group" ? row.group.groupId : row.kind,
  );

describe("arranging the rows of the tree", () => {
  const three = [
    named("a", { state: "Stable", type: "share" }),
    named("b", { state: "Empty", type: "consumer" }),
    named("c", { state: "Empty", type: "classic" }),
  ];

  it("leaves them as they are listed when nothing is asked for", () => {
    const arranged = arrangeRows(three, rules(), new Facts());
    assert.deepEqual(arranged?.rows, three);
    assert.deepEqual([arranged.shown, arranged.of], [3, 3]);
  });

  it("sorts groups by state, type or lag, equal ones by name", () => {
    const facts = lags({ a: 1n, b: undefined, c: 500n });
    assert.deepEqual(namesOf(three, { groupOrder: "state" }), ["b", "c", "a"]);
    assert.deepEqual(namesOf(three, { groupOrder: "type" }), ["c", "b", "a"]);
    assert.deepEqual(namesOf(three, { groupOrder: "lag" }, facts), ["c", "a", "b"]);
  });

  it("puts those that are pinned first, in the same order", () => {
    const isPinned = ({ id }: { readonly id: string }): boolean => !id.endsWith("a");
    assert.deepEqual(namesOf(three, { isPinned }), ["b", "c", "a"]);
  });

  it("hides groups by pattern, and counts without them", () => {
    const arranged = arrangeRows(three, rules({ hiddenGroups: ["A*", "x"] }), new Facts());
    assert.deepEqual([arranged?.shown, arranged?.of, arranged?.hidden], [2, 2, 1]);
  });

  it("counts what is left out since it is not known", () => {
    const facts = lags({ a: 1n, b: undefined, c: 500n });
    const arranged = arrangeRows(three, rules({ text: "lag>100" }), facts);
    assert.deepEqual([arranged?.shown, arranged?.of, arranged?.unknown], [1, 3, 1]);
  });

  it("filters topics by name alone", () => {
    const rows = [topicNode(), topicNode({ topic: "payments" })];
    assert.equal(arrangeRows(rows, rules({ text: "lag>100" }), new Facts())?.shown, 2);
    assert.equal(arrangeRows(rows, rules({ text: "pay*" }), new Facts())?.shown, 1);
  });

  it("waits for facts only where it needs them", () => {
    assert.equal(needFacts(rules({ text: "state:Empty" }), three), false);
    assert.equal(needFacts(rules({ text: "lag>1" }), three), true);
    assert.equal(needFacts(rules({ groupOrder: "lag" }), three), true);
    assert.equal(needFacts(rules({ text: "lag>1" }), [topicNode()]), false);
    const old = [named("a", { state: undefined })];
    assert.equal(needFacts(rules({ groupOrder: "state" }), old), true);
    assert.equal(needFacts(rules(), old), false);
  });

  it("says in a row of its own what was left out, and why", () => {
    const notes = (change: Parameters<typeof rules>[0], facts = new Facts()): string[] =>
      arrangeLevel(groups, { nodes: three }, rules(change), facts).flatMap((row) =>
        row.kind === "note" ? row.text : [],
      );
    assert.deepEqual(notes({ text: "state:Dead" }), ["No group fits the filter."]);
    assert.deepEqual(notes({ hiddenGroups: ["*"] }), ["Every group is hidden by the settings."]);
    assert.match(notes({ text: "lag>5" }, lags({ a: 7n }))[0] ?? "", /^2 groups are left out/);
    const topicRows = arrangeLevel(
      topics,
      { nodes: [topicNode()] },
      rules({ text: "x" }),
      new Facts(),
    );
    assert.ok(topicRows[0]?.kind === "note");
    assert.equal(topicRows[0].text, "No topic fits the filter.");
  });

  it("says so when what it filters by could not be read", () => {
    const learnFailure = { sentence: "The cluster is gone.", advice: "" };
    const level = { nodes: three, learnFailure };
    const [row] = arrangeLevel(groups, level, rules({ text: "lag>5" }), new Facts());
    assert.ok(row?.kind === "failure");
    assert.equal(row.sentence, "The cluster is gone.");
    assert.equal(arrangeLevel(groups, level, rules(), new Facts())[0]?.kind, "group");
  });
});
