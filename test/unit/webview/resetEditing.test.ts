import assert from "node:assert/strict";
import type { ResetView } from "../../../src/panels/reset/protocol";
import { eventually } from "../../support/eventually";
import { group, row, Scene, view } from "./resetScene";

describe("editing on the reset page", () => {
  let scene: Scene;

  beforeEach(async () => {
    scene = new Scene();
    await scene.answer(view());
  });

  afterEach(() => {
    scene.close();
  });

  const applyIsOff = (): boolean => scene.button("Reset 3 Offsets…").hasAttribute("disabled");
  const edited = (change: Partial<ResetView> = {}): unknown => ({
    ok: true,
    view: view({ planId: "2", rows: [row({ target: "12", isEdited: true }), row()], ...change }),
  });

  describe("a row's target", () => {
    it("shows grouped digits, and bare ones to type over", () => {
      const input = scene.input(0);
      assert.equal(input.value, "18,000");
      input.focus();
      assert.equal(input.value, "18000");
      input.blur();
      assert.equal(input.value, "18,000");
      assert.deepEqual(scene.methods(), ["open"]);
    });

    it("is planned by the host when the field is left by Enter", async () => {
      scene.type(0, "12");
      await scene.settle();
      assert.deepEqual(scene.lastCall(), ["editRow", { planId: "1", row: 0, text: "12" }]);
      assert.ok(applyIsOff());
      await scene.answer(edited());
      assert.equal(scene.input(0).value, "12");
      assert.match(scene.cells(0)[7] ?? "", /edited/);
      assert.ok(!applyIsOff());
    });

    it("goes on to the next row by Tab, and keeps what is typed there meanwhile", async () => {
      const first = scene.input(0);
      first.focus();
      first.value = "12";
      scene.key(first, "Tab");
      assert.equal(scene.dom.window.document.activeElement, scene.input(1));
      await scene.settle();
      scene.input(1).value = "7";
      await scene.answer({ ok: true, view: view({ planId: "2" }) });
      assert.equal(scene.dom.window.document.activeElement, scene.input(1));
      assert.equal(scene.input(1).value, "7");
    });

    it("that cannot be planned says why beside it, and nothing can be carried out", async () => {
      scene.type(0, "1e3");
      await scene.settle();
      await scene.answer({ ok: false, problem: "Enter an offset: digits only." });
      assert.equal(scene.input(0).value, "1e3");
      assert.equal(scene.input(0).getAttribute("aria-invalid"), "true");
      const id = scene.input(0).getAttribute("aria-describedby") ?? "";
      assert.equal(scene.find(`#${id}`).textContent, "Enter an offset: digits only.");
      assert.ok(applyIsOff());
    });

    it("is as it was after Escape", async () => {
      scene.type(0, "1e3");
      await scene.settle();
      await scene.answer({ ok: false, problem: "Enter an offset: digits only." });
      scene.input(0).focus();
      scene.key(scene.input(0), "Escape");
      assert.equal(scene.input(0).value, "18,000");
      assert.equal(scene.input(0).hasAttribute("aria-invalid"), false);
      assert.ok(!applyIsOff());
      assert.deepEqual(scene.methods(), ["open", "editRow"]);
    });

    it("is reached by Enter on its cell", () => {
      const cell = scene.find('[data-index="1"] .target');
      cell.focus();
      scene.key(cell, "Enter");
      assert.equal(scene.dom.window.document.activeElement, scene.input(1));
    });

    it("is no field in a preview of an undo, nor once it is done", async () => {
      scene.button("Refresh").click();
      await scene.answer(view({ planId: "2", mode: "undo", applyLabel: "Undo 3 Offsets…" }));
      assert.equal(scene.dom.window.document.querySelector("input"), null);
      assert.equal(scene.cells(0)[5], "18,000");
      assert.equal(scene.find(".aim").hidden, true);
      assert.equal(scene.button("Edit as CSV").hidden, true);
    });
  });

  describe("the head", () => {
    it("is planned anew at once when another target is chosen", async () => {
      scene.change("Move to", "latest");
      const [method, params] = scene.lastCall() as [string, { target: string; scope: string }];
      assert.deepEqual([method, params.target, params.scope], ["aim", "latest", "allTopics"]);
      assert.ok(applyIsOff());
      const { draft } = view();
      await scene.answer({ ok: true, view: view({ draft: { ...draft, target: "latest" } }) });
      assert.ok(!applyIsOff());
    });

    it("waits for a text where the target needs one", () => {
      scene.change("Move to", "shiftBy");
      assert.deepEqual(scene.methods(), ["open"]);
      assert.equal(scene.find(".summary").textContent, "Not planned yet.");
      assert.ok(applyIsOff());
    });

    it("is planned once typing rests, by the last text only", async () => {
      for (const text of ["1", "12", "123"]) scene.change("Target", text, "input");
      assert.ok(applyIsOff());
      await eventually("the page asks for a plan", () => scene.methods().length > 1);
      assert.deepEqual(scene.methods(), ["open", "aim"]);
      const [, params] = scene.lastCall() as [string, { targetText: string }];
      assert.equal(params.targetText, "123");
    });

    it("calls off the plan that another one replaces, and drops its answer", async () => {
      scene.change("Move to", "latest");
      scene.change("Move to", "earliest");
      assert.deepEqual(scene.methods(), ["open", "aim", "cancel", "aim"]);
      await scene.answer({ ok: true, view: view({ groups: [group({ groupId: "right" })] }) });
      assert.equal(scene.find(".heading").textContent, "Group right");
    });

    it("says why nothing can be planned, and nothing can be carried out", async () => {
      scene.change("Move to", "latest");
      await scene.answer({ ok: false, at: "target", problems: ["Digits only."] });
      assert.deepEqual(scene.notices(), ["Digits only."]);
      assert.ok(scene.find(".target-text").classList.contains("invalid"));
      assert.ok(applyIsOff());
    });

    it("begins a scope with the topics that are there", () => {
      scene.change("Scope", "named");
      const [, params] = scene.lastCall() as [string, { scopeText: string }];
      assert.equal(params.scopeText, "orders");
    });
  });

  describe("a file of offsets", () => {
    it("is read back where it is edited", async () => {
      assert.equal(scene.button("Apply CSV to Plan").hidden, true);
      scene.button("Edit as CSV").click();
      assert.deepEqual(scene.lastCall(), ["editAsCsv", { planId: "1" }]);
      await scene.answer(view({ isCsvOpen: true }));
      scene.button("Apply CSV to Plan").click();
      assert.deepEqual(scene.lastCall(), ["applyCsv", {}]);
    });

    it("that is wrong leaves the plan, which can be carried out", async () => {
      scene.button("From File…").click();
      await scene.answer({
        ok: false,
        at: "file",
        problems: ["a.csv, line 1: no.", "And 2 more."],
      });
      assert.deepEqual(scene.notices(), ["a.csv, line 1: no.", "And 2 more."]);
      assert.ok(!applyIsOff());
    });

    it("that nobody chose changes nothing", async () => {
      scene.button("From File…").click();
      await scene.answer(null);
      assert.deepEqual(scene.notices(), []);
      assert.ok(!applyIsOff());
    });
  });

  describe("beside the plan", () => {
    it("tells the time of the message at the target once it is known", async () => {
      const note = "retention may delete it";
      await scene.learn([{ row: 0, time: "2026-11-20 13:58:02", note }]);
      assert.equal(scene.cells(0)[6], "replays 1,204 from 2026-11-20 13:58:02");
      assert.match(scene.cells(0)[7] ?? "", /retention may delete it/);
    });

    it("peeks at the first message read again, and at the last one skipped", async () => {
      scene.find('[data-index="0"] .link').click();
      assert.deepEqual(scene.lastCall(), ["peek", { planId: "1", row: 0, at: "target" }]);
      scene.button("Refresh").click();
      const skips = row({ target: "20000", effect: { kind: "skips", offsets: "796" } });
      await scene.answer(view({ rows: [skips] }));
      scene.find('[data-index="0"] .link').click();
      assert.deepEqual(scene.lastCall(), ["peek", { planId: "1", row: 0, at: "lastSkipped" }]);
    });

    it("tells that the command was copied", async () => {
      scene.button("Copy Command").click();
      assert.deepEqual(scene.lastCall(), ["copyCommand", { planId: "1" }]);
      await scene.answer("The command is copied.");
      assert.deepEqual(scene.notices(), ["The command is copied."]);
    });

    it("offers the undo of what was written, and gives it the focus", async () => {
      scene.button("Reset 3 Offsets…").click();
      const result = { ok: true, message: "3 of 3 written and read back.", hasUndoFile: true };
      scene.button("Undo…").setAttribute("tabindex", "0");
      await scene.answer(view({ result }));
      const undo = scene.button("Undo…");
      assert.equal(scene.dom.window.document.activeElement, undo);
      undo.click();
      assert.deepEqual(scene.lastCall(), ["undo", { group: 0 }]);
    });
  });
});
