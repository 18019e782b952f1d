import assert from "node:assert/strict";
import { groupActions } from "../../../src/commands/groupActions";
import { Pickers } from "../../../src/commands/pickers";
import { fakeWindow } from "../../support/vscode";
import { scene, type Scene } from "./resetScene";

interface Choice {
  readonly label: string;
}

describe("what a group's page may ask for", () => {
  let made: Scene;
  let peeked: unknown[];
  let actions: ReturnType<typeof groupActions>;

  beforeEach(() => {
    fakeWindow.reset();
    made = scene();
    peeked = [];
    actions = groupActions({
      ...made.services,
      pickers: new Pickers(made.services.clusters, String),
      peek: {
        open: ({ clusterId }, topic, start) => {
          peeked.push([clusterId, topic, start]);
        },
      },
      tree: { refreshGroups: () => Promise.resolve() },
      journal: { ...made.services.journal, onDidChange: () => ({ dispose: () => undefined }) },
    });
  });

  it("opens the messages at an offset", async () => {
    await actions.peek("demo", { topic: "orders", partition: 1, offset: 7n });
    assert.deepEqual(peeked, [["demo", "orders", { kind: "offset", offset: 7n, partition: 1 }]]);
  });

  it("asks where to and opens the preview of a reset of that scope, without writing", async () => {
    fakeWindow.answer("showQuickPick", (items: readonly Choice[]) =>
      items.find(({ label }) => label === "Earliest"),
    );
    const scope = { kind: "topics", topics: ["orders"] } as const;
    await actions.reset("demo", "billing", scope);
    assert.deepEqual(made.shown().request, {
      groupId: "billing",
      scope,
      target: { to: "earliest" },
    });
    assert.deepEqual(made.events, []);
  });

  it("says why nothing may be written", () => {
    assert.equal(actions.writeObstacle("demo"), undefined);
    made.permission = { allowed: false, reason: "Read-only." };
    assert.equal(actions.writeObstacle("demo"), "Read-only.");
    assert.match(actions.writeObstacle("gone") ?? "", /no longer in the settings/);
  });
});
