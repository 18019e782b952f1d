import assert from "node:assert/strict";
import { JSDOM } from "jsdom";
import type {
  GroupView,
  ResetEvents,
  ResetRequests,
  ResetView,
  RowView,
} from "../../../src/panels/reset/protocol";
import type { PageMessage } from "../../../src/panels/shared/protocol";
import { startResetPage } from "../../../webview/reset/controller";
import { HostClient } from "../../../webview/shared/rpc";

export const row = (overrides: Partial<RowView> = {}): RowView => ({
  group: 0,
  topic: "orders",
  partition: 0,
  start: "12",
  committed: "19204",
  end: "20071",
  target: "18000",
  isEdited: false,
  effect: { kind: "replays", offsets: "1204" },
  notes: [],
  outcome: null,
  ...overrides,
});

export const group = (overrides: Partial<GroupView> = {}): GroupView => ({
  groupId: "billing",
  state: "Empty · classic",
  summary: "3 partitions change · replays 1,204",
  obstacle: null,
  result: null,
  ...overrides,
});

export const view = (overrides: Partial<ResetView> = {}): ResetView => ({
  planId: "1",
  mode: "reset",
  groups: [group()],
  clusterName: "demo",
  aim: "all topics with a commit, to offset 18000",
  draft: {
    target: "offset",
    targetText: "18000",
    timeZone: "UTC",
    scope: "allTopics",
    scopeText: "",
  },
  givenLabel: null,
  timeZones: ["UTC", "Europe/Paris"],
  isCsvOpen: false,
  rows: [
    row(),
    row({ partition: 1, committed: null, effect: { kind: "firstCommit", offsets: "0" } }),
    row({ partition: 2, notes: ["18,000 is past the end: the end"] }),
  ],
  summary: "3 partitions change · replays 1,204 · undo record is kept",
  warnings: [],
  applyLabel: "Reset 3 Offsets…",
  obstacle: null,
  failure: null,
  result: null,
  ...overrides,
});

/** A page under jsdom with a host whose answers the test gives. */
export class Scene {
  readonly dom = new JSDOM(
    '<!DOCTYPE html><html lang="en"><title>Reset</title><body><main id="root"></main></body></html>',
    {
      pretendToBeVisual: true,
      runScripts: "outside-only",
    },
  );
  readonly sent: PageMessage<ResetRequests>[] = [];
  /** What is asked about a plan that is shown already, and what of it was called off. */
  readonly beside: PageMessage<ResetRequests>[] = [];
  readonly host = new HostClient<ResetRequests, ResetEvents>((message) => {
    const isBeside =
      "cancel" in message
        ? this.beside.some((asked) => "id" in asked && asked.id === message.cancel)
        : message.method === "times" || message.method === "laterWarnings";
    (isBeside ? this.beside : this.sent).push(message);
  });

  constructor() {
    const { window } = this.dom;
    // jsdom lays nothing out: give every element room, so that the grid draws its rows
    Object.defineProperties(window.HTMLElement.prototype, {
      offsetHeight: { get: () => 400 },
      offsetWidth: { get: () => 1200 },
      clientHeight: { get: () => 400 },
    });
    window["ResizeObserver"] = class {
      observe(): void {
        return undefined;
      }
      unobserve(): void {
        return undefined;
      }
      disconnect(): void {
        return undefined;
      }
    };
    Object.assign(globalThis, {
      document: window.document,
      window,
      Element: window.Element,
      HTMLElement: window.HTMLElement,
      HTMLInputElement: window.HTMLInputElement,
    });
    startResetPage(this.find("#root"), this.host);
  }

  find(selector: string): HTMLElement {
    const found = this.dom.window.document.querySelector<HTMLElement>(selector);
    assert.ok(found, selector);
    return found;
  }

  button(label: string): HTMLElement {
    const found = [...this.dom.window.document.querySelectorAll<HTMLElement>("vscode-button")].find(
      (one) => one.textContent.includes(label),
    );
    assert.ok(found, label);
    return found;
  }

  cells(index: number): string[] {
    return [...this.find(`[data-index="${index}"]`).children].map((cell) =>
      cell.textContent.trim(),
    );
  }

  headings(): string[] {
    const headings = this.dom.window.document.querySelectorAll('[role="columnheader"]');
    return [...headings].map((one) => one.textContent);
  }

  notices(): string[] {
    return [...this.dom.window.document.querySelectorAll(".notice")].map((one) => one.textContent);
  }

  /** Answers the last request. */
  async answer(result: unknown): Promise<void> {
    this.host.receive({ id: this.lastId(), ok: true, result });
    await this.settle();
  }

  async fail(message: string): Promise<void> {
    this.host.receive({ id: this.lastId(), ok: false, error: { kind: "timeout", message } });
    await this.settle();
  }

  private lastId(): number {
    const last = this.sent.at(-1);
    assert.ok(last !== undefined && "id" in last);
    return last.id;
  }

  lastCall(): unknown[] {
    const last = this.sent.at(-1);
    assert.ok(last !== undefined && "method" in last);
    return [last.method, last.params];
  }

  /** Answers what was asked about the plan shown. */
  async learn(result: unknown): Promise<void> {
    const last = this.beside.at(-1);
    assert.ok(last !== undefined && "id" in last);
    this.host.receive({ id: last.id, ok: true, result });
    await this.settle();
  }

  /** Types in a row's field and leaves it. */
  type(row: number, text: string): HTMLInputElement {
    const input = this.input(row);
    input.focus();
    input.value = text;
    this.key(input, "Enter");
    return input;
  }

  input(row: number): HTMLInputElement {
    return this.find(`input[data-row="${row}"]`) as HTMLInputElement;
  }

  key(target: HTMLElement, key: string): void {
    const { KeyboardEvent } = this.dom.window;
    const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
    target.dispatchEvent(event);
  }

  /** Chooses or types in a control of the head, as the toolkit tells it. */
  change(label: string, value: string, event: "change" | "input" = "change"): void {
    const control = this.find(`[aria-label="${label}"]`) as HTMLInputElement;
    control.value = value;
    control.dispatchEvent(new this.dom.window.Event(event));
  }

  async settle(): Promise<void> {
    for (let turn = 0; turn < 10; turn++) await Promise.resolve();
  }

  methods(): string[] {
    return this.sent.map((message) => ("method" in message ? message.method : "cancel"));
  }

  close(): void {
    this.dom.window.close();
    for (const name of ["document", "window", "Element", "HTMLElement", "HTMLInputElement"]) {
      Reflect.deleteProperty(globalThis, name);
    }
  }
}
