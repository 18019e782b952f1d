import assert from "node:assert/strict";
import { matchesGroup, matchesTopic, parseFilter } from "../../../src/views/treeFilter";
import type { FilteredGroup, TreeFilter } from "../../../src/views/treeFilter";

function filterOf(text: string): TreeFilter {
  const parsed = parseFilter(text);
  assert.ok(parsed.kind === "filter", text);
  return parsed.filter;
}

function problemOf(text: string): string {
  const parsed = parseFilter(text);
  assert.ok(parsed.kind === "problem", parsed.kind);
  return parsed.message;
}

const group = (change: Partial<FilteredGroup> = {}): FilteredGroup => ({
  groupId: "billing-eu",
  type: "classic",
  state: "Empty",
  lag: { lag: 120n, isAtLeast: false },
  ...change,
});

const verdict = (text: string, change: Partial<FilteredGroup> = {}): string =>
  matchesGroup(filterOf(text), group(change));

describe("a filter of the tree", () => {
  it("is none when nothing is written", () => {
    assert.equal(parseFilter("  ").kind, "empty");
  });

  it("keeps the text as it was written", () => {
    assert.equal(filterOf("  state:Empty  lag>1 ").text, "state:Empty  lag>1");
  });

  it("asks that all of its parts fit", () => {
    assert.equal(verdict("state:Empty type:classic lag>100 billing-*"), "yes");
    assert.equal(verdict("state:Stable type:classic lag>100 billing-*"), "no");
    assert.equal(verdict("state:Empty orders-*"), "no");
  });

  it("takes alternatives apart by commas, capitals aside", () => {
    assert.equal(verdict("STATE:stable,empty"), "yes");
    assert.equal(verdict("type:share,classic"), "yes");
    assert.equal(verdict("orders-*,billing-*"), "yes");
  });

  it("compares lags exactly, whatever their size", () => {
    const lag = { lag: 9_007_199_254_740_993n, isAtLeast: false };
    assert.equal(verdict("lag>9007199254740992", { lag }), "yes");
    assert.equal(verdict("lag>9,007,199,254,740,993", { lag }), "no");
    assert.equal(verdict("lag>=9007199254740993 lag<=9007199254740993", { lag }), "yes");
    assert.equal(verdict("lag:9007199254740993", { lag }), "yes");
    assert.equal(verdict("lag<9007199254740993", { lag }), "no");
  });

  it("tells what it cannot judge from what does not fit", () => {
    assert.equal(verdict("lag>1", { lag: "unknown" }), "unknown");
    assert.equal(verdict("lag<1000", { lag: "none" }), "no");
    assert.equal(verdict("state:Empty", { state: undefined }), "unknown");
    assert.equal(verdict("type:classic", { type: "unknown" }), "unknown");
    assert.equal(verdict("lag>1 orders-*", { lag: "unknown" }), "no", "the name decides alone");
  });

  it("judges a lag that is larger than what could be read of it, as far as that goes", () => {
    const lag = { lag: 120n, isAtLeast: true };
    assert.equal(verdict("lag>100", { lag }), "yes");
    assert.equal(verdict("lag>=200", { lag }), "unknown");
    assert.equal(verdict("lag<100", { lag }), "no");
    assert.equal(verdict("lag<=200", { lag }), "unknown");
    assert.equal(verdict("lag=120", { lag }), "unknown");
  });

  it("looks for a word in the names of topics and groups, and by key in one of them", () => {
    assert.equal(matchesTopic(filterOf("billing"), "eu-billing"), true);
    assert.equal(matchesTopic(filterOf("topic:billing-*"), "eu-billing"), false);
    assert.equal(matchesTopic(filterOf("group:x state:Empty lag>3"), "orders"), true);
    assert.equal(verdict("topic:orders"), "yes");
    assert.equal(verdict("group:eu"), "yes");
    assert.equal(verdict("name:urn:x", { groupId: "a-urn:x" }), "yes");
  });

  it("says what it does not understand, and what to write", () => {
    assert.match(problemOf("stat:Empty"), /"stat:" is not known: state:/);
    assert.match(problemOf("type:new"), /"new" is no type of group: classic, consumer/);
    assert.match(problemOf("lag>"), /whole number after "lag>"/);
    assert.match(problemOf("lag>1.5"), /whole number/);
    assert.match(problemOf("lag>-1"), /whole number/);
    assert.match(problemOf("state:"), /after "state:"/);
    assert.match(problemOf("x".repeat(501)), /at most 500/);
  });
});
