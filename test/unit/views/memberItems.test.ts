import assert from "node:assert/strict";
import { below, member, members, show, tooltipOf } from "../../support/treeNodes";

describe("tree items of a group's members", () => {
  it("count them and name assignor and epoch", () => {
    assert.equal(show(members).description, "1 · uniform · epoch 7");
  });

  it("show host and assigned partitions by topic", () => {
    const id = "c/groups/id=billing/members/x";
    const node = { kind: "member", id, parent: members, ...below, groupId: "billing" } as const;
    const item = show({ ...node, member });
    assert.equal(item.label, "billing-1");
    assert.equal(item.description, "10.0.0.5 · orders 2, 10 · payments 3");
    const idle = show({ ...node, member: { ...member, instanceId: "static-1", assignment: [] } });
    assert.equal(idle.label, "static-1");
    assert.equal(idle.description, "10.0.0.5 · no partitions");
  });

  it("tell exactly what a member asked for, has, and is to have", () => {
    const id = "c/groups/id=billing/members/x";
    const node = { kind: "member", id, parent: members, ...below, groupId: "billing" } as const;
    const moving = {
      ...member,
      memberEpoch: 6,
      rack: "rack-a",
      subscription: ["orders", "pay.*"],
      targetAssignment: [],
    };
    const tooltip = tooltipOf(show({ ...node, member: moving }));
    assert.match(tooltip, /Rack: rack-a\nMember epoch: 6\nSubscribed to: orders, pay\.\*\n/);
    assert.match(tooltip, /Assigned: orders 2, 10 · payments 3\nTarget assignment: nothing\n/);
    const plain = tooltipOf(show({ ...node, member }));
    assert.doesNotMatch(plain, /Rack|Member epoch|Subscribed|Target/);
  });
});
