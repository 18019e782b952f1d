import assert from "node:assert/strict";
import axe from "axe-core";
import { group, row, Scene, view } from "./resetScene";

describe("the reset page", () => {
  let scene: Scene;

  beforeEach(() => {
    scene = new Scene();
  });

  afterEach(() => {
    scene.close();
  });

  it("asks for the plan, and says that it is being read", () => {
    assert.deepEqual(scene.methods(), ["open"]);
    assert.match(scene.find(".facts").textContent, /Reading the group's offsets/);
    assert.ok(scene.find(".progress").classList.contains("active"));
  });

  it("shows old and new offsets, grouped, with effect and note", async () => {
    await scene.answer(view());
    assert.deepEqual(scene.cells(0), [
      "orders",
      "0",
      "12",
      "19,204",
      "20,071",
      "",
      "replays 1,204",
      "first re-read",
    ]);
    assert.equal(scene.input(0).value, "18,000");
    assert.equal(scene.cells(1)[3], "no commit");
    assert.equal(scene.cells(1)[6], "first commit");
    assert.equal(scene.cells(2)[7], "first re-read · 18,000 is past the end: the end");
    assert.equal(scene.find(".heading").textContent, "Group billing");
    assert.equal(
      scene.find(".facts").textContent,
      "Empty · classic · on demo · all topics with a commit, to offset 18000",
    );
    assert.match(scene.find(".summary").textContent, /^3 partitions change/);
  });

  it("sends the plan's id, and only that, when the button is pressed", async () => {
    await scene.answer(view());
    scene.button("Reset 3 Offsets…").click();
    assert.deepEqual(scene.lastCall(), ["apply", { planId: "1" }]);
  });

  it("cannot be pressed twice", async () => {
    await scene.answer(view());
    scene.button("Reset 3 Offsets…").click();
    scene.button("Reset 3 Offsets…").click();
    assert.deepEqual(scene.methods(), ["open", "apply"]);
  });

  it("shows an obstacle, and the button is disabled", async () => {
    await scene.answer(view({ obstacle: "billing is Stable: 1 member is connected." }));
    assert.deepEqual(scene.notices(), ["billing is Stable: 1 member is connected."]);
    assert.ok(scene.button("Reset 3 Offsets…").hasAttribute("disabled"));
    scene.button("Reset 3 Offsets…").click();
    assert.deepEqual(scene.methods(), ["open"]);
  });

  it("shows warnings, and the button works", async () => {
    await scene.answer(view({ warnings: ["This looks like a group of Kafka Connect."] }));
    assert.deepEqual(scene.notices(), ["This looks like a group of Kafka Connect."]);
    assert.ok(!scene.button("Reset 3 Offsets…").hasAttribute("disabled"));
  });

  it("shows the result by partition, and the undo file", async () => {
    await scene.answer(view());
    scene.button("Reset 3 Offsets…").click();
    const outcome = { isWritten: true, text: "written and read back" };
    const result = { ok: true, message: "3 of 3 written and read back.", hasUndoFile: true };
    await scene.answer(view({ result, rows: [row({ outcome })] }));
    assert.deepEqual(scene.notices(), ["3 of 3 written and read back."]);
    assert.equal(scene.cells(0)[6], "written and read back");
    assert.ok(scene.headings().includes("Before"));
    assert.ok(!scene.headings().includes("Log start"), "its room is the note's");
    assert.equal(scene.button("Reset 3 Offsets…").hidden, true);
    scene.button("Show Undo File").click();
    assert.equal(scene.methods().at(-1), "showUndoFile");
  });

  it("makes columns of offsets as wide as they need to be, so that the note has the rest", async () => {
    const emOfCommitted = (): number => {
      const tracks = scene.find(".grid").style.getPropertyValue("--grid-columns");
      return Number.parseFloat(tracks.replace(/minmax\([^)]*\)/g, "minmax").split(" ")[3] ?? "");
    };
    await scene.answer(view());
    const narrow = emOfCommitted();
    scene.button("Refresh").click();
    await scene.answer(view({ rows: [row({ committed: "9".repeat(15) })] }));
    assert.ok(narrow < emOfCommitted());
    assert.ok(narrow > 5);
  });

  it("tells in a tooltip what the line below the heading has no room for", async () => {
    await scene.answer(view());
    const facts = scene.find(".facts");
    assert.notEqual(facts.title, "");
    assert.equal(facts.title, facts.textContent);
  });

  it("offers no undo file before there is a result", async () => {
    await scene.answer(view());
    assert.equal(scene.button("Show Undo File").hidden, true);
  });

  it("keeps the table when asking again fails, and says why", async () => {
    await scene.answer(view());
    scene.button("Refresh").click();
    await scene.fail("No answer from 127.0.0.1:9092.");
    assert.deepEqual(scene.notices(), ["No answer from 127.0.0.1:9092."]);
    assert.equal(scene.cells(0)[0], "orders");
    assert.ok(!scene.button("Refresh").hasAttribute("disabled"));
  });

  it("can try again when the first plan fails", async () => {
    await scene.fail("No answer.");
    scene.button("Refresh").click();
    await scene.answer(view());
    assert.deepEqual(scene.notices(), []);
    assert.equal(scene.cells(0)[0], "orders");
  });

  it("leaves notices alone that say the same, so that they are not read out again", async () => {
    const warned = view({ warnings: ["This looks like Kafka Connect."] });
    await scene.answer(warned);
    const before = scene.find(".notice");
    scene.button("Refresh").click();
    await scene.answer({ ...warned, planId: "2" });
    assert.equal(scene.find(".notice"), before);
  });

  it("asks again when the host has something else to show", async () => {
    await scene.answer(view());
    scene.host.receive({ event: "changed", payload: {} });
    await scene.answer(view({ planId: "2", rows: [row({ topic: "payments" })] }));
    assert.equal(scene.cells(0)[0], "payments");
  });

  it("drops an answer that another question has overtaken", async () => {
    scene.host.receive({ event: "changed", payload: {} });
    scene.host.receive({ id: 1, ok: true, result: view({ groups: [group({ groupId: "late" })] }) });
    await scene.answer(view());
    assert.equal(scene.find(".heading").textContent, "Group billing");
  });

  it("peeks at a row's target by its button, or by Enter on the row", async () => {
    await scene.answer(view());
    scene.find('[data-index="2"] .peek').click();
    assert.deepEqual(scene.lastCall(), ["peek", { planId: "1", row: 2, at: "target" }]);
    const { KeyboardEvent } = scene.dom.window;
    scene
      .find('[data-index="0"] [role=gridcell]')
      .dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
    assert.equal(scene.methods().at(-1), "peek");
  });

  it("shows markup in names as text", async () => {
    const evil = '<img src=x onerror="alert(1)">';
    await scene.answer(
      view({ groups: [group({ groupId: evil })], rows: [row({ topic: evil, notes: [evil] })] }),
    );
    assert.equal(scene.dom.window.document.querySelector("img"), null);
    assert.equal(scene.cells(0)[0], evil);
    assert.equal(scene.find(".heading").textContent, `Group ${evil}`);
  });

  it("has no accessibility violation axe can find", async () => {
    await scene.answer(view({ warnings: ["A warning."] }));
    scene.dom.window.eval(axe.source);
    const inPage = (scene.dom.window as unknown as { axe: typeof axe }).axe;
    const { violations } = await inPage.run(scene.dom.window.document, {
      rules: { "color-contrast": { enabled: false }, region: { enabled: false } },
    });
    assert.deepEqual(
      [...violations].map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`),
      [],
    );
  });
});
