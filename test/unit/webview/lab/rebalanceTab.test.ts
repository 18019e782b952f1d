import assert from "node:assert/strict";
import type { LabEvents, LabRequests } from "../../../../src/panels/lab/protocol";
import type { RebalanceView } from "../../../../src/panels/lab/protocol/rebalance";
import type { PageMessage, Request } from "../../../../src/panels/shared/protocol";
import { LabPage } from "../../../../webview/lab/page";
import { HostClient } from "../../../../webview/shared/rpc";
import { JsdomPage } from "../shared/jsdomPage";

const view: RebalanceView = {
  setup: { topic: "t", partitions: 2, groupId: "g", protocol: "range", commit: "auto" },
  isTopicFixed: false,
  isGroupFixed: false,
  topic: "missing",
  isBorrowed: false,
  canCleanUp: false,
  protocols: [{ id: "range", label: "Range", detail: "Ranges.", obstacle: null }],
  producer: {
    state: "stopped",
    intervalMs: 500,
    spreads: false,
    keys: [{ key: "0", partition: 1 }],
    keysNote: "These keys reach every partition.",
    produced: 0,
    last: null,
  },
  consumers: [],
  partitions: [{ partition: 0, owner: null, isOrphan: false, produced: 0, received: 0 }],
  groupState: null,
  steps: [{ consumers: "1", partitions: "0, 1", isReached: false, advice: "Add a consumer." }],
};

const consumer: RebalanceView["consumers"][number] = {
  number: 1,
  state: "running",
  partitions: [0],
  received: 1,
  last: "<b>Message-1</b> · partition 0 · key 3",
  note: null,
};

describe("the rebalance tab", () => {
  let page: JsdomPage;
  let sent: Request<LabRequests>[];
  let host: HostClient<LabRequests, LabEvents>;
  let root: HTMLElement;

  beforeEach(() => {
    page = new JsdomPage();
    sent = [];
    host = new HostClient((message: PageMessage<LabRequests>) => {
      if ("method" in message) sent.push(message);
    });
    root = page.document.createElement("main");
    page.document.body.append(root);
  });

  afterEach(() => {
    page.close();
  });

  async function answer(method: string, result: unknown): Promise<void> {
    const request = sent.findLast((one) => one.method === method);
    assert.ok(request, `${method} was asked`);
    host.receive({ id: request.id, ok: true, result });
    for (let turn = 0; turn < 10; turn++) await Promise.resolve();
  }

  async function open(shown = view, obstacle: string | null = null): Promise<void> {
    void new LabPage(root, host).start();
    await answer("open", { tab: "rebalance", clusterName: "demo", obstacle });
    await answer("rebalanceOpen", { view: shown, log: [] });
  }

  function button(label: string): HTMLElement {
    const found = [...root.querySelectorAll<HTMLElement>("vscode-button")].find(
      (one) => one.textContent === label && !one.hidden,
    );
    assert.ok(found, `there is a button "${label}"`);
    return found;
  }

  function push(shown: RebalanceView): void {
    host.receive({ event: "rebalanceView", payload: shown });
  }

  it("asks for what its controls say", async () => {
    await open();
    button("Start Producer").click();
    button("Add Consumer").click();
    push({ ...view, consumers: [consumer], canCleanUp: true });
    button("Stop").click();
    button("Crash").click();
    button("Open Timeline").click();
    button("Clean Up…").click();
    assert.deepEqual(
      sent.slice(2).map(({ method, params }) => ({ method, params })),
      [
        { method: "rebalanceStartProducer", params: {} },
        { method: "rebalanceAddConsumer", params: {} },
        { method: "rebalanceStopConsumer", params: { number: 1 } },
        { method: "rebalanceCrashConsumer", params: { number: 1 } },
        { method: "rebalanceOpenTimeline", params: {} },
        { method: "rebalanceCleanUp", params: {} },
      ],
    );
  });

  it("shows each consumer with its partitions and its last message, as text", async () => {
    await open({ ...view, consumers: [consumer] });
    const card = root.querySelector("article");
    assert.ok(card);
    assert.equal(card.querySelector(".chip")?.textContent, "0");
    assert.equal(card.querySelector(".card-last")?.textContent, consumer.last);
    assert.equal(card.querySelector("b"), null);
  });

  it("leaves a card in place while it changes, and takes one away that is gone", async () => {
    await open({ ...view, consumers: [consumer] });
    const card = root.querySelector("article");
    push({ ...view, consumers: [{ ...consumer, state: "crashed", note: "Killed." }] });
    assert.equal(root.querySelector("article"), card);
    assert.match(card?.textContent ?? "", /crashed.*Killed\./s);
    push(view);
    assert.equal(root.querySelector("article"), null);
  });

  it("ticks off the steps, and says what to do for the next one", async () => {
    await open();
    assert.equal(root.querySelector(".step-advice")?.textContent, "Add a consumer.");
    push({ ...view, steps: [{ ...view.steps[0], isReached: true, advice: null } as never] });
    assert.equal(root.querySelector(".step-mark[aria-label='Seen']")?.tagName, "TD");
    assert.equal(root.querySelector(".step-advice"), null);
  });

  it("adds each line to the log once", async () => {
    await open();
    const line = { index: 0, kind: "event", consumer: 1, text: "one" };
    host.receive({ event: "rebalanceLog", payload: [line] });
    host.receive({ event: "rebalanceLog", payload: [line, { ...line, index: 1, text: "two" }] });
    assert.deepEqual(
      [...root.querySelectorAll(".log-line")].map((one) => one.textContent),
      ["1one", "1two"],
    );
  });

  it("starts nothing where the cluster must not be written to, and says why", async () => {
    await open(view, "The cluster is read-only.");
    assert.match(root.textContent, /The cluster is read-only\./);
    button("Start Producer").click();
    button("Add Consumer").click();
    assert.equal(sent.length, 2);
  });

  it("shows why a request failed", async () => {
    await open();
    button("Add Consumer").click();
    const request = sent.at(-1);
    host.receive({
      id: request?.id,
      ok: false,
      error: { kind: "invalidInput", message: "Group g was not made by the lab." },
    });
    for (let turn = 0; turn < 10; turn++) await Promise.resolve();
    assert.match(root.querySelector(".notice.error")?.textContent ?? "", /was not made by the lab/);
  });
});
