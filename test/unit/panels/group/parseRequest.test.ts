import assert from "node:assert/strict";
import * as v from "valibot";
import { groupSchemas, savedGroup } from "../../../../src/panels/group/parseRequest";
import { parseMessage } from "../../../../src/panels/rpc";

function accepts(method: string, params: unknown): boolean {
  return parseMessage({ id: 1, method, params }, groupSchemas).kind === "request";
}

describe("requests of the group page", () => {
  it("are taken as the protocol has them", () => {
    for (const method of ["open", "refresh", "timeline", "explain"]) assert.ok(accepts(method, {}));
    for (const intervalMs of [0, 1000, 2000, 5000, 10000, 30000]) {
      assert.ok(accepts("setInterval", { intervalMs }));
    }
    assert.ok(accepts("peek", { topic: "orders", partition: 0 }));
    assert.ok(accepts("reset", {}));
    assert.ok(accepts("reset", { topic: "orders" }));
    assert.ok(accepts("reset", { topic: "orders", partition: 3 }));
    for (const format of ["json", "csv", "svg"]) assert.ok(accepts("exportTimeline", { format }));
  });

  it("are refused with anything else in them", () => {
    const refused: readonly (readonly [string, unknown])[] = [
      ["open", { groupId: "other" }],
      ["setInterval", { intervalMs: 10 }],
      ["setInterval", { intervalMs: "1000" }],
      ["peek", { topic: "orders", partition: -1 }],
      ["peek", { topic: "orders", partition: 1.5 }],
      ["peek", { topic: "x".repeat(300), partition: 0 }],
      ["reset", { partition: 1 }],
      ["reset", { topic: "orders", partition: 0, offset: "5" }],
      ["exportTimeline", { format: "exe" }],
      ["commit", {}],
    ];
    for (const [method, params] of refused) {
      assert.ok(!accepts(method, params), `${method} ${JSON.stringify(params)}`);
    }
  });

  it("keep a panel's state over a reload only as it was written", () => {
    const state = { clusterId: "c", groupId: "", intervalMs: 2000, tab: "explain" };
    assert.ok(v.is(savedGroup, state));
    const arrangement = { sortBy: "lag", descending: true, filter: "ord", onlyLagging: false };
    assert.ok(v.is(savedGroup, { ...state, askedTab: "members", arrangement }));
    assert.ok(!v.is(savedGroup, { ...state, arrangement: { ...arrangement, more: 1 } }));
    assert.ok(!v.is(savedGroup, { ...state, arrangement: { filter: "x".repeat(1001) } }));
    assert.ok(!v.is(savedGroup, { ...state, tab: "other" }));
    assert.ok(!v.is(savedGroup, { ...state, intervalMs: 3 }));
    assert.ok(!v.is(savedGroup, { ...state, more: 1 }));
  });
});
