import assert from "node:assert/strict";
import { emptyDraft } from "../../../../src/commands/connectionDraft";
import type {
  ConnectionDraft,
  ConnectionEvents,
  ConnectionRequests,
  ConnectionView,
  TestView,
} from "../../../../src/panels/connection/protocol";
import type { PageMessage, Request } from "../../../../src/panels/shared/protocol";
import { startConnectionPage } from "../../../../webview/connection/controller";
import { HostClient } from "../../../../webview/shared/rpc";
import { JsdomPage } from "../shared/jsdomPage";

export const draft = (change: Partial<ConnectionDraft> = {}): ConnectionDraft => ({
  ...emptyDraft,
  ...change,
});

export const testView = (change: Partial<TestView> = {}): TestView => ({
  state: "none",
  isOutdated: false,
  lines: [],
  summary: "Not tested yet.",
  ...change,
});

export const view = (change: Partial<ConnectionView> = {}): ConnectionView => ({
  revision: 0,
  mode: "add",
  findings: [],
  secrets: {
    password: "missing",
    token: "missing",
    clientSecret: "missing",
    keyPassphrase: "missing",
    awsSecretAccessKey: "missing",
    awsSessionToken: "missing",
    registryPassword: "missing",
    registryToken: "missing",
  },
  looksLikeProduction: false,
  obstacle: null,
  notes: [],
  test: testView(),
  ...change,
});

type Sent = Request<ConnectionRequests>;

/** A page under jsdom with a host whose answers the test gives. */
export class PageScene {
  readonly sent: Sent[] = [];
  private readonly page = new JsdomPage();
  private readonly host = new HostClient<ConnectionRequests, ConnectionEvents>(
    (message: PageMessage<ConnectionRequests>) => {
      if ("method" in message) this.sent.push(message);
    },
  );

  constructor() {
    Element.prototype.scrollIntoView = () => undefined;
    startConnectionPage(this.root, this.host);
  }

  get root(): HTMLElement {
    return this.page.root;
  }

  close(): void {
    this.page.close();
  }

  /** Answers the question for what to show. */
  async open(first: ConnectionDraft = draft(), shown: ConnectionView = view()): Promise<void> {
    await this.answer("open", { draft: first, view: shown });
  }

  /** Answers the last request of this kind. */
  async answer(method: Sent["method"], result: unknown): Promise<void> {
    this.host.receive({ id: this.last(method).id, ok: true, result });
    await settled();
  }

  async refuse(method: Sent["method"], message: string): Promise<void> {
    const error = { kind: "invalidInput", message };
    this.host.receive({ id: this.last(method).id, ok: false, error });
    await settled();
  }

  push(shown: ConnectionView): void {
    this.host.receive({ event: "view", payload: shown });
  }

  last<M extends Sent["method"]>(method: M): Extract<Sent, { method: M }> {
    const found = this.sent.findLast((request) => request.method === method);
    assert.ok(found, `${method} was not asked`);
    return found as Extract<Sent, { method: M }>;
  }

  control(label: string): HTMLElement & { value: string; checked: boolean } {
    const found = this.root.querySelector(`[aria-label="${label}"]`);
    assert.ok(found, `There is no ${label}.`);
    return found as HTMLElement & { value: string; checked: boolean };
  }

  isShown(label: string): boolean {
    return this.control(label).closest("[hidden]") === null;
  }

  /** Types, as the control itself would tell it. */
  type(label: string, value: string): void {
    const control = this.control(label);
    control.value = value;
    control.dispatchEvent(new window.Event("input"));
  }

  choose(label: string, value: string): void {
    const control = this.control(label);
    control.value = value;
    control.dispatchEvent(new window.Event("change"));
  }

  leave(label: string): void {
    this.control(label).dispatchEvent(new window.Event("focusout"));
  }

  check(label: string, checked: boolean): void {
    const boxes = [...this.root.querySelectorAll("vscode-checkbox")];
    const box = boxes.find(({ textContent }) => textContent === label);
    assert.ok(box, `There is no box ${label}.`);
    Object.assign(box, { checked });
    box.dispatchEvent(new window.Event("change"));
  }

  button(label: string): HTMLElement {
    const buttons = [...this.root.querySelectorAll<HTMLElement>("vscode-button")];
    const found = buttons.find(
      (one) => one.getAttribute("aria-label") === label || one.textContent === label,
    );
    assert.ok(found, `There is no button ${label}.`);
    return found;
  }

  async click(label: string): Promise<void> {
    this.button(label).click();
    await settled();
  }

  get status(): string {
    return this.root.querySelector(".status")?.textContent ?? "";
  }

  /** What is said at fields. */
  get findings(): string[] {
    const shown = [...this.root.querySelectorAll(".finding")];
    return shown
      .filter((one) => one.closest("[hidden]") === null)
      .map(({ textContent }) => textContent);
  }
}

/** Lets what was answered take its effect. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}
