import assert from "node:assert/strict";
import type { GroupEvents, GroupRequests, SavedGroup } from "../../../../src/panels/group/protocol";
import type { PageMessage } from "../../../../src/panels/shared/protocol";
import { GroupPage } from "../../../../webview/group/page";
import { HostClient } from "../../../../webview/shared/rpc";
import { JsdomPage } from "../shared/jsdomPage";

/** The group page under jsdom, with a host that answers from `answers`, or not at all. */
export class GroupScene {
  readonly dom = new JsdomPage({ heightPx: 400 });
  readonly sent: PageMessage<GroupRequests>[] = [];
  saved: unknown = undefined;
  readonly host: HostClient<GroupRequests, GroupEvents>;

  constructor(private readonly answers: Readonly<Record<string, unknown>>) {
    this.host = new HostClient<GroupRequests, GroupEvents>((message) => {
      this.sent.push(message);
      if (!("method" in message) || !(message.method in this.answers)) return;
      const answer = this.answers[message.method];
      queueMicrotask(() => {
        this.answer(message.id, answer);
      });
    });
  }

  async start(): Promise<void> {
    const viewState = {
      read: (): unknown => this.saved,
      write: (state: SavedGroup): void => {
        this.saved = state;
      },
    };
    void new GroupPage(this.dom.root, this.host, viewState).start();
    await settled();
  }

  answer(id: number, result: unknown): void {
    const reply =
      result instanceof Error
        ? { id, ok: false, error: { kind: "timeout", message: result.message } }
        : { id, ok: true, result };
    this.host.receive(JSON.parse(JSON.stringify(reply)));
  }

  emit<K extends keyof GroupEvents>(event: K, payload: GroupEvents[K]): void {
    this.host.receive(JSON.parse(JSON.stringify({ event, payload })));
  }

  get calls(): unknown[] {
    return this.sent.map((one) => ("method" in one ? [one.method, one.params] : ["cancel"]));
  }

  get lastCall(): unknown {
    return this.calls.at(-1);
  }

  text(selector: string): string {
    return this.dom.find(selector).textContent;
  }

  texts(selector: string): string[] {
    return this.dom.findAll(selector).map((one) => one.textContent);
  }

  button(label: string): HTMLElement {
    const found = this.dom
      .findAll("vscode-button, button")
      .find((one) => one.textContent === label || one.getAttribute("aria-label") === label);
    if (found === undefined) throw new Error(`no button ${label}`);
    return found;
  }

  async choose(tab: string): Promise<void> {
    const found = this.dom.findAll("[role=tab]").find((one) => one.textContent.startsWith(tab));
    assert.ok(found, tab);
    found.click();
    await settled();
  }

  /** The texts of one column, as the rows are shown. */
  column(id: string): string[] {
    return this.texts(`.grid-body .cell-${id}`);
  }

  press(key: string): void {
    this.dom.press(key);
  }
}

/** Until everything that is answered at once has arrived. */
export const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));
