import assert from "node:assert/strict";
import type { ResetView } from "../../../src/panels/reset/protocol";
import { canApply, initialState, isEditable, next } from "../../../webview/reset/state";

const view = (overrides: Partial<ResetView> = {}): ResetView => ({
  planId: "1",
  mode: "reset",
  groups: [],
  clusterName: "demo",
  aim: "",
  draft: { target: "earliest", targetText: "", timeZone: "UTC", scope: "allTopics", scopeText: "" },
  givenLabel: null,
  timeZones: ["UTC"],
  isCsvOpen: false,
  rows: [],
  summary: "",
  warnings: [],
  applyLabel: "",
  obstacle: null,
  failure: null,
  result: null,
  ...overrides,
});

describe("the state of the reset page", () => {
  it("can apply only a plan that is shown, free of obstacles, and not yet done", () => {
    assert.equal(canApply(initialState), false);
    const shown = next(initialState, { type: "shown", view: view() });
    assert.equal(canApply(shown), true);
    assert.equal(canApply(next(shown, { type: "planning" })), false);
    assert.equal(canApply(next(shown, { type: "applying" })), false);
    const live = next(shown, { type: "shown", view: view({ obstacle: "It is live." }) });
    assert.equal(canApply(live), false);
    const result = { ok: true, message: "Done.", hasUndoFile: true };
    assert.equal(canApply(next(shown, { type: "shown", view: view({ result }) })), false);
  });

  it("stays busy when something else than the plan fails", () => {
    const shown = next(initialState, { type: "shown", view: view() });
    const applying = next(shown, { type: "applying" });
    const failed = next(applying, { type: "failedBeside", message: "No peek." });
    assert.deepEqual([failed.busy, failed.failure], ["applying", "No peek."]);
  });

  it("shows why the last attempt came to nothing, as the host tells it", () => {
    const failure = "Nothing was written. No answer.";
    const shown = next(initialState, { type: "shown", view: view({ failure }) });
    assert.equal(shown.failure, failure);
    assert.ok(canApply(shown));
  });

  it("keeps the plan when something fails, and forgets the failure with the next try", () => {
    const shown = next(initialState, { type: "shown", view: view() });
    const failed = next(shown, { type: "failed", message: "No answer." });
    assert.equal(failed.view, shown.view);
    assert.equal(failed.failure, "No answer.");
    assert.equal(next(failed, { type: "planning" }).failure, undefined);
  });

  it("cannot apply what the head does not say any more, until it is planned", () => {
    const shown = next(initialState, { type: "shown", view: view() });
    const aimed = next(shown, { type: "aimed" });
    assert.equal(canApply(aimed), false);
    const problem = { ok: false, at: "target", problems: ["Digits only."] } as const;
    const refused = next(aimed, {
      type: "aimRefused",
      problem: { ...problem, problems: [...problem.problems] },
    });
    assert.equal(canApply(refused), false);
    assert.equal(canApply(next(aimed, { type: "failed", message: "No answer." })), false);
    assert.equal(canApply(next(refused, { type: "shown", view: view({ planId: "2" }) })), true);
  });

  it("cannot apply while a row holds what cannot be planned", () => {
    const shown = next(initialState, { type: "shown", view: view() });
    const refused = next(shown, {
      type: "rowRefused",
      row: 3,
      refused: { text: "x", problem: "Digits only." },
    });
    assert.equal(canApply(refused), false);
    assert.equal(canApply(next(refused, { type: "rowRestored", row: 3 })), true);
    assert.equal(next(refused, { type: "aimed" }).rowProblems.size, 0);
  });

  it("lets rows be edited in a preview of a reset only", () => {
    const stateOf = (overrides: Partial<ResetView>): ReturnType<typeof next> =>
      next(initialState, { type: "shown", view: view(overrides) });
    assert.equal(isEditable(stateOf({})), true);
    assert.equal(isEditable(stateOf({ mode: "undo" })), false);
    const result = { ok: true, message: "Done.", hasUndoFile: true };
    assert.equal(isEditable(stateOf({ result })), false);
  });
});
