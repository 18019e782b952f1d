import assert from "node:assert/strict";
import { commitHere } from "../../../src/commands/commitHere";
import { Pickers } from "../../../src/commands/pickers";
import type { ResetServices } from "../../../src/commands/resetOffsetsHost";
import type { ResetPanelTarget } from "../../../src/panels/reset/panel";
import { numberFormatter } from "../../../src/ui/numberFormat";
import { MemoryGateway } from "../../support/memoryGateway";
import { fakeWindow } from "../../support/vscode";

describe("commitHere", () => {
  const profile = { id: "a", name: "demo", bootstrapServers: ["a:1"], isReadOnly: false };
  let gateway: MemoryGateway;
  let shown: ResetPanelTarget[];
  let services: ResetServices;

  beforeEach(() => {
    fakeWindow.reset();
    gateway = new MemoryGateway();
    gateway.addTopic("orders", 2);
    gateway.addGroup("billing");
    shown = [];
    const clusters: ResetServices["clusters"] = {
      list: () => [profile],
      get: (id) => (id === "a" ? { profile, gateway } : undefined),
    };
    services = {
      clusters,
      pickers: new Pickers(clusters, String),
      guard: { mayWrite: () => ({ allowed: true }) },
      changes: { applyAll: () => assert.fail("nothing is to be written") },
      journal: { undoCsv: () => assert.fail("there is no undo yet") },
      documents: { open: () => Promise.resolve() },
      panels: {
        show: (target: ResetPanelTarget) => {
          shown.push(target);
        },
      },
      peekAt: () => Promise.resolve(),
      didReset: () => undefined,
      timeZone: "UTC",
      formatNumber: numberFormatter("en"),
    } as unknown as ResetServices;
  });

  const at = { topic: "orders", partition: 1, offset: 9_007_199_254_740_993n };

  it("shows what committing the chosen group to the offset would do, and writes nothing", async () => {
    fakeWindow.answer("showQuickPick", (items: readonly unknown[]) => items[0]);
    await commitHere(services, "a", at);
    const [panel] = shown;
    assert.equal(panel?.clusterId, "a");
    assert.deepEqual(panel.requests[0], {
      groupId: "billing",
      scope: { kind: "partitions", partitions: [{ topic: "orders", partition: 1 }] },
      target: { to: "offset", offset: at.offset },
    });
    assert.ok(!gateway.calls.includes("commitOffsets"));
  });

  it("ends without a word when no group is chosen", async () => {
    await commitHere(services, "a", at);
    assert.deepEqual(shown, []);
  });

  it("says that the cluster is gone", async () => {
    await assert.rejects(commitHere(services, "gone", at), /no longer in the settings/);
  });
});
