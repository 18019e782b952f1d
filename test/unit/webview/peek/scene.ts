import assert from "node:assert/strict";
import type { Opened } from "../../../../src/panels/peek/protocol/opened";
import type { Page } from "../../../../src/panels/peek/protocol/page";
import type { PeekEvents, PeekRequests } from "../../../../src/panels/peek/protocol";
import type { SavedView } from "../../../../src/panels/peek/protocol/savedView";
import type { PageMessage } from "../../../../src/panels/shared/protocol";
import { peekSchemas, savedView } from "../../../../src/panels/peek/parseRequest";
import { PeekPage } from "../../../../webview/peek/page";
import { safeParse } from "valibot";
import type { GenericSchema } from "valibot";
import { eventually } from "../../../support/eventually";
import { HostClient } from "../../../../webview/shared/rpc";
import { JsdomPage } from "../shared/jsdomPage";
import { sampleDetails, sampleOpened, samplePage } from "./samples";

type Sent = PageMessage<PeekRequests>;
type Asked = Extract<Sent, { method: string }>;
/** A result, an Error to fail with, or what makes one of the request's parameters. */
type Answer = unknown;

/** The peek page under jsdom, with a host that answers from `answers`, or not at all. */
export class Scene {
  readonly dom = new JsdomPage({ heightPx: 400 });
  readonly sent: Sent[] = [];
  saved: unknown = undefined;
  readonly host: HostClient<PeekRequests, PeekEvents>;
  private readonly misunderstood: string[] = [];
  private isClosed = false;

  constructor(readonly answers: Record<string, Answer>) {
    this.host = new HostClient<PeekRequests, PeekEvents>((message) => {
      if (this.isClosed) return;
      this.sent.push(message);
      if ("method" in message) this.check(peekSchemas[message.method], message.params);
      if ("method" in message && message.method in this.answers) {
        const answer = this.answers[message.method];
        const isMade = typeof answer === "function";
        this.answer(
          message.id,
          isMade ? (answer as (p: unknown) => unknown)(message.params) : answer,
        );
      }
    });
  }

  static async open(
    page: Page | Error | "never" = samplePage(),
    opened: Opened = sampleOpened(),
    more: Readonly<Record<string, Answer>> = {},
    saved?: unknown,
  ): Promise<Scene> {
    const read = page === "never" ? {} : { read: page };
    const scene = new Scene({ open: opened, details: sampleDetails(), ...read, ...more });
    scene.saved = saved;
    await scene.start();
    return scene;
  }

  /** Until everything that is answered at once has arrived. */
  async start(): Promise<void> {
    const viewState = {
      read: (): unknown => this.saved,
      write: (state: SavedView): void => {
        this.check(savedView, state);
        this.saved = state;
      },
    };
    void new PeekPage(this.dom.root, this.host, viewState).start();
    await settled();
  }

  answer(id: number, result: unknown): void {
    const isFailure = result instanceof Error;
    const error = { kind: "timeout", message: isFailure ? result.message : "" };
    const reply = isFailure ? { id, ok: false, error } : { id, ok: true, result };
    queueMicrotask(() => {
      if (!this.isClosed) this.host.receive(JSON.parse(JSON.stringify(reply)));
    });
  }

  /**
   * From then on nothing is taken or answered, so that whatever asks again and again ends. Fails when the page said
   * what the host does not understand.
   */
  close(): void {
    this.isClosed = true;
    this.dom.close();
    assert.deepEqual(this.misunderstood, []);
  }

  private check(schema: GenericSchema, said: unknown): void {
    const { issues = [] } = safeParse(schema, said);
    for (const { message } of issues)
      this.misunderstood.push(`${JSON.stringify(said)}: ${message}`);
  }

  get methods(): string[] {
    return this.sent.map((message) => ("method" in message ? message.method : "cancel"));
  }

  /** Every request of one method. */
  asked(method: string): Asked[] {
    return this.sent.filter((one): one is Asked => "method" in one && one.method === method);
  }

  /** The parameters of the last request of one method. */
  lastParams(method: string): unknown {
    return this.asked(method).at(-1)?.params;
  }

  text(selector: string): string {
    return this.dom.find(selector).textContent;
  }

  focusedRole(): string | null | undefined {
    return this.dom.document.activeElement?.getAttribute("role");
  }

  /** A button by its words or its name; `within` narrows where several have the same. */
  button(label: string, within = ""): HTMLElement {
    const found = this.dom
      .findAll(`${within} vscode-button, ${within} button`)
      .find((one) => one.textContent === label || one.getAttribute("aria-label") === label);
    if (found === undefined) throw new Error(`no button ${label}`);
    return found;
  }

  /** Types or chooses in the control of this name. */
  type(label: string, text: string): void {
    this.dom.choose(this.dom.find(`[aria-label="${label}"]`), text);
  }

  /** Chooses from a menu that a button opens. */
  menu(opener: string, item: string): void {
    this.button(opener).click();
    const found = this.dom.findAll("[role=menuitem]").find((one) => one.textContent === item);
    if (found === undefined) throw new Error(`no item ${item}`);
    found.click();
  }

  /** Offsets of the rows that are drawn, from the top. */
  offsets(): string[] {
    return this.dom.findAll(".grid-body .cell-offset").map((cell) => cell.textContent);
  }
}

export const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

export function pressIn(target: HTMLElement, key: string): void {
  target.dispatchEvent(new window.KeyboardEvent("keydown", { key, bubbles: true }));
}

/** Waits until `check` no longer throws. */
export const until = (check: () => unknown): Promise<boolean> =>
  eventually(
    "the page shows it",
    () => {
      check();
      return true;
    },
    1500,
  );
