import assert from "node:assert/strict";
import type { ResetView } from "../../../src/panels/reset/protocol";
import { group, row, Scene, view } from "./resetScene";

const result = { ok: true, message: "1 of 1 written and read back.", hasUndoFile: true };
const several = (overrides: Partial<ResetView> = {}): ResetView =>
  view({
    groups: [
      group(),
      group({ groupId: "live", state: "Stable", obstacle: "live is Stable: stop it." }),
    ],
    rows: [row(), row({ group: 1 })],
    ...overrides,
  });

describe("the reset page of several groups", () => {
  let scene: Scene;

  beforeEach(() => {
    scene = new Scene();
  });

  afterEach(() => {
    scene.close();
  });

  const items = (): string[] =>
    [...scene.dom.window.document.querySelectorAll(".group-text > span")].map(
      (one) => one.textContent,
    );

  const links = (): HTMLElement[] => [
    ...scene.dom.window.document.querySelectorAll<HTMLElement>(".group .link"),
  ];

  it("tells the groups, and those that are left out with the reason", async () => {
    await scene.answer(several());
    assert.equal(scene.find(".heading").textContent, "2 groups");
    assert.equal(
      scene.find(".facts").textContent,
      "on demo · all topics with a commit, to offset 18000",
    );
    assert.deepEqual(items(), [
      "3 partitions change · replays 1,204",
      "Left out: live is Stable: stop it.",
    ]);
    assert.ok(!scene.button("Reset 3 Offsets…").hasAttribute("disabled"));
  });

  it("names the group of each row, and shows that a row is left out", async () => {
    await scene.answer(several());
    assert.equal(scene.headings()[0], "Group");
    assert.deepEqual(
      [0, 1].map((index) => [scene.cells(index)[0], scene.cells(index)[6]]),
      [
        ["billing", "replays 1,204"],
        ["live", "left out"],
      ],
    );
    assert.equal(scene.input(0).getAttribute("aria-label"), "Target of orders-0 of group billing");
  });

  it("edits no target of a group that is left out, and Tab passes over it", async () => {
    const obstacle = "live is Stable: stop it.";
    await scene.answer(
      several({
        groups: [group(), group({ groupId: "live", obstacle }), group({ groupId: "last" })],
        rows: [row(), row({ group: 1 }), row({ group: 2 })],
      }),
    );
    assert.equal(scene.find('[data-index="1"]').querySelector("input"), null);
    assert.equal(scene.cells(1)[5], "18,000");
    scene.input(0).focus();
    scene.key(scene.input(0), "Tab");
    assert.equal(scene.dom.window.document.activeElement, scene.input(2));
  });

  it("has neither list nor column for one group", async () => {
    await scene.answer(several());
    scene.button("Refresh").click();
    await scene.answer(view());
    assert.equal(scene.find(".groups").hidden, true);
    assert.ok(!scene.headings().includes("Group"));
  });

  it("tells the result of each group, and offers the undo of each", async () => {
    const done = group({ result });
    await scene.answer(
      several({
        groups: [done, done],
        result: { ok: true, message: "2 of 2 groups are reset.", hasUndoFile: false },
      }),
    );
    assert.deepEqual(items(), [result.message, result.message]);
    assert.deepEqual(scene.notices(), ["2 of 2 groups are reset."]);
    assert.equal(scene.button("Undo…").hidden, true);
    links()[2]?.click();
    assert.deepEqual(scene.lastCall(), ["undo", { group: 1 }]);
    links()[1]?.click();
    assert.deepEqual(scene.lastCall(), ["showUndoFile", { group: 0 }]);
  });

  it("shows markup in group ids as text", async () => {
    const evil = "<img src=x>";
    await scene.answer(several({ groups: [group({ groupId: evil }), group()] }));
    assert.equal(scene.dom.window.document.querySelector("img"), null);
    assert.equal(scene.find(".group-name").textContent, evil);
  });
});

describe("picking a scope on the reset page", () => {
  let scene: Scene;

  beforeEach(async () => {
    scene = new Scene();
    await scene.answer(view());
  });

  afterEach(() => {
    scene.close();
  });

  it("sends what stands in the head, and shows what was picked", async () => {
    scene.button("Choose…").click();
    const { draft } = view();
    assert.deepEqual(scene.lastCall(), ["chooseScope", draft]);
    const picked = { ...draft, scope: "named" as const, scopeText: "orders:0" };
    await scene.answer({ ok: true, view: view({ planId: "2", draft: picked }) });
    const field = scene.find('[aria-label="Topics and partitions"]') as HTMLInputElement;
    assert.equal(field.value, "orders:0");
  });

  it("waits for a target that needs a text", () => {
    scene.change("Move to", "shiftBy");
    assert.ok(scene.button("Choose…").hasAttribute("disabled"));
  });

  it("leaves everything as it was when nobody picks", async () => {
    scene.button("Choose…").click();
    await scene.answer(null);
    assert.ok(!scene.button("Reset 3 Offsets…").hasAttribute("disabled"));
  });
});
