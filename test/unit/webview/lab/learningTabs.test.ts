import assert from "node:assert/strict";
import type { LabEvents, LabOpened, LabRequests } from "../../../../src/panels/lab/protocol";
import type { ExercisesView } from "../../../../src/panels/lab/protocol/exercises";
import type { ExperimentView, OffsetsView } from "../../../../src/panels/lab/protocol/offsets";
import type { PageMessage } from "../../../../src/panels/shared/protocol";
import { ExercisesTab } from "../../../../webview/lab/exercises/exercisesTab";
import { OffsetsTab } from "../../../../webview/lab/offsets/offsetsTab";
import { HostClient } from "../../../../webview/shared/rpc";
import { JsdomPage } from "../shared/jsdomPage";

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));
const hostile = '<img src="x" onerror="alert(1)">';

function experiment(change: Partial<ExperimentView> = {}): ExperimentView {
  return {
    id: "twoGroups",
    title: "Two groups",
    question: "Do they share?",
    settings: ["group.id"],
    state: "never",
    steps: [],
    groups: [],
    problem: null,
    ...change,
  };
}

function view(change: Partial<ExperimentView> = {}, rest: Partial<OffsetsView> = {}): OffsetsView {
  return { experiments: [experiment(change)], isBusy: false, left: null, ...rest };
}

const opened: LabOpened = { tab: "offsets", clusterName: "demo", obstacle: null };
const step = { text: "Wrote 10 messages.", check: null, why: null };
const check = {
  what: "Received in group a",
  expected: "offset 1",
  observed: "offset 1",
  holds: true,
};

describe("the lab's page", () => {
  let dom: JsdomPage;
  let calls: unknown[];
  let failures: unknown[];
  let host: HostClient<LabRequests, LabEvents>;
  let answer: object | Error;

  beforeEach(() => {
    dom = new JsdomPage();
    calls = [];
    failures = [];
    host = new HostClient<LabRequests, LabEvents>((message: PageMessage<LabRequests>) => {
      if (!("method" in message)) return;
      calls.push([message.method, message.params]);
      const { id } = message;
      const reply =
        answer instanceof Error
          ? { id, ok: false, error: { kind: "invalidInput", message: answer.message } }
          : { id, ok: true, result: answer };
      queueMicrotask(() => {
        host.receive(reply);
      });
    });
  });
  afterEach(() => {
    dom.close();
  });

  const deps = () => ({
    host,
    fail: (error: unknown): void => {
      if (error !== undefined) failures.push(error);
    },
  });
  const texts = (selector: string): string[] => dom.findAll(selector).map((one) => one.textContent);
  const isDisabled = (selector: string): boolean => dom.find(selector).hasAttribute("disabled");

  describe("with the offsets tab", () => {
    async function open(first: OffsetsView, how: LabOpened = opened): Promise<void> {
      answer = first;
      const tab = new OffsetsTab(deps());
      dom.root.append(tab.element);
      await tab.start(how);
    }

    const show = (next: OffsetsView): void => {
      host.receive({ event: "offsetsView", payload: next });
    };
    const run = "vscode-button[aria-label='Run: Two groups']";
    const cleanUp = ".offsets-left vscode-button";

    it("shows a card for each experiment, and runs it", async () => {
      await open(view());
      assert.deepEqual(texts("h2"), ["Two groups"]);
      assert.deepEqual(texts(".experiment-settings code"), ["group.id"]);
      assert.ok(dom.find(cleanUp).hidden);
      dom.find(run).click();
      await settled();
      assert.deepEqual(calls, [
        ["offsetsOpen", {}],
        ["offsetsRun", { id: "twoGroups" }],
      ]);
    });

    it("adds steps as they come, and begins anew with the next run", async () => {
      await open(view({ state: "running", steps: [step] }, { isBusy: true }));
      const first = dom.find(".experiment-step");
      show(
        view(
          { state: "running", steps: [step, { ...step, check, why: "Because." }] },
          { isBusy: true },
        ),
      );
      assert.equal(dom.find(".experiment-step"), first);
      assert.deepEqual(texts(".step-check"), ["Received in group a: offset 1 as expected"]);
      assert.deepEqual(texts(".step-why"), ["Because."]);
      show(view({ state: "running", steps: [] }, { isBusy: true }));
      assert.deepEqual(texts(".experiment-step"), []);
    });

    it("says what was expected where something else was seen", async () => {
      const differs = { ...check, observed: "no message", holds: false };
      await open(view({ state: "done", steps: [{ ...step, check: differs }] }));
      assert.deepEqual(texts(".step-check"), [
        "Received in group a: no message — expected: offset 1",
      ]);
      assert.equal(dom.findAll(".step-differs").length, 1);
    });

    it("offers Stop while one runs, and begins no other", async () => {
      await open(view({ state: "running" }, { isBusy: true }));
      assert.ok(dom.find(run).hidden);
      assert.ok(isDisabled(run));
      dom.find("vscode-button[aria-label='Stop: Two groups']").click();
      await settled();
      assert.deepEqual(calls.at(-1), ["offsetsCancel", {}]);
    });

    it("opens the groups that it left, and cleans up", async () => {
      await open(view({ state: "done", groups: ["a", "b"] }, { left: "1 topic and 2 groups" }));
      dom.findAll(".group-link")[1]?.click();
      dom.find(cleanUp).click();
      await settled();
      assert.deepEqual(calls.slice(1), [
        ["offsetsOpenGroup", { groupId: "b" }],
        ["offsetsCleanUp", {}],
      ]);
    });

    it("begins nothing where the lab must not write", async () => {
      await open(view({}, { left: "1 topic and 2 groups" }), { ...opened, obstacle: "Read-only." });
      assert.ok(isDisabled(run));
      assert.ok(isDisabled(cleanUp));
    });

    it("shows a failure in the host's words, and hostile text as text", async () => {
      const problem = `Failed: ${hostile}`;
      await open(
        view({ state: "failed", problem, groups: [hostile], steps: [{ ...step, text: hostile }] }),
      );
      assert.deepEqual(texts(".experiment-problem"), [` ${problem}`]);
      assert.equal(dom.findAll("img").length, 0);
      answer = new Error("Another experiment is under way.");
      dom.find(run).click();
      await settled();
      assert.match(String(failures), /under way/);
    });
  });

  describe("with the exercises tab", () => {
    const exercises: ExercisesView = {
      exercises: [
        {
          title: "Consumers",
          advice: "Add two.",
          tasks: [
            { text: "Shared.", found: `group-1: ${hostile}` },
            { text: "Handled.", found: null },
          ],
        },
      ],
    };

    async function open(): Promise<void> {
      answer = exercises;
      const tab = new ExercisesTab(deps());
      dom.root.append(tab.element);
      await tab.start();
    }

    it("looks at the cluster at once, and shows what is done and what is open", async () => {
      await open();
      assert.deepEqual(
        calls.map((call) => (Array.isArray(call) ? (call[0] as unknown) : call)),
        ["exercisesOpen", "exercisesCheck"],
      );
      assert.deepEqual(texts("h2"), ["Consumers 1 of 2"]);
      assert.deepEqual(texts("li"), [`Done: Shared.group-1: ${hostile}`, "Open: Handled."]);
      assert.equal(dom.findAll("img").length, 0);
    });
  });
});
