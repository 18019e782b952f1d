import type {
  MessageRef,
  PeekEvents,
  PeekRequests,
  Row,
  SavedView,
} from "../../src/panels/peek/protocol";
import { element } from "../shared/dom";
import type { Grid } from "../shared/grid";
import { HostError } from "../shared/rpc";
import type { HostClient } from "../shared/rpc";
import type { ViewState } from "../shared/vscodeApi";
import { Detail } from "./detail";
import { queryOf } from "./draft";
import { messageColumns, messageGrid } from "./messageGrid";
import { Notices } from "./notices";
import { withSavedOrder } from "./savedOrder";
import { initialState, next } from "./state";
import type { Action, PeekState, Reading } from "./state";
import { StatusLine } from "./statusLine";
import { Toolbar } from "./toolbar";

/** The peek page: what a person does becomes requests and actions, and every new state is shown. */
export class PeekPage {
  private state: PeekState = initialState;
  /** The tab shows this to the eye. */
  private readonly heading = element("h1", { className: "visually-hidden" }, "Messages");
  private readonly toolbar: Toolbar;
  private readonly notices: Notices;
  private readonly progress = element("div", {
    className: "progress",
    attributes: { "aria-hidden": "true" },
  });
  private readonly grid: Grid<Row>;
  private readonly emptyText = element("div", {
    className: "empty",
    attributes: { role: "status" },
  });
  private readonly detail: Detail;
  private readonly status: StatusLine;
  private reading: AbortController | undefined;

  constructor(
    private readonly root: HTMLElement,
    private readonly host: HostClient<PeekRequests, PeekEvents>,
    private readonly viewState: ViewState<SavedView>,
  ) {
    this.toolbar = new Toolbar({
      onEdit: (change) => {
        this.apply({ kind: "edited", change });
      },
      onTimeZone: (timeZone) => void this.changeTimeZone(timeZone),
      onOrder: (order) => {
        this.apply({ kind: "ordered", order });
      },
      onRead: () => void this.read(),
      onStop: () => {
        this.stop();
      },
    });
    this.notices = new Notices({ onRetry: () => void this.retry() });
    this.grid = messageGrid({
      onActivate: (row, _, by) => void this.activate(row, by),
      onOpen: (row) => void this.openDetail(row),
    });
    this.detail = new Detail({
      onTab: (tab) => {
        this.apply({ kind: "tabChosen", tab });
      },
      onFormat: (format) => {
        this.apply({ kind: "formatChosen", format });
      },
      onOpenDocument: (message) => void this.ask(() => host.call("openMessage", refOf(message))),
      onCopy: (message, part) =>
        void this.ask(() => host.call("copy", { ...refOf(message), part })),
      onClose: () => {
        this.closeDetail();
      },
    });
    this.status = new StatusLine({
      onOlder: () => void this.more("older"),
      onNewer: () => void this.more("newer"),
    });
  }

  async start(): Promise<void> {
    this.draw();
    this.grid.mount();
    this.listen();
    try {
      const opened = await this.host.call("open", {});
      this.apply({ kind: "opened", opened: withSavedOrder(opened, this.viewState.read()) });
    } catch (error) {
      this.fail(error, undefined);
      return;
    }
    if (this.state.page === undefined) await this.read();
  }

  private draw(): void {
    const rows = element("div", { className: "rows" }, this.grid.element, this.emptyText);
    this.root.replaceChildren(
      element(
        "main",
        { className: "page" },
        this.heading,
        this.toolbar.element,
        this.notices.element,
        this.progress,
        element("div", { className: "content" }, rows, this.detail.element),
        this.status.element,
      ),
    );
    this.show(initialState);
  }

  private listen(): void {
    this.host.on("seek", (query) => {
      this.apply({ kind: "seek", query });
      void this.read();
    });
    this.root.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.state.reading !== undefined) this.stop();
    });
  }

  private apply(action: Action): void {
    const before = this.state;
    this.state = next(before, action);
    this.show(before);
    this.save(before);
  }

  private show(before: PeekState): void {
    const { state } = this;
    if (state.subject !== undefined && state.subject !== before.subject) {
      const { topic, clusterName } = state.subject;
      this.heading.textContent = `Messages of ${topic}, ${clusterName}`;
    }
    this.toolbar.update(state);
    this.notices.update(state);
    this.status.update(state);
    this.detail.update(state);
    this.progress.classList.toggle("active", state.reading !== undefined);
    this.grid.element.setAttribute("aria-busy", String(state.reading !== undefined));
    if (state.rows !== before.rows) this.showRows(before);
    const empty = emptyText(state);
    this.emptyText.hidden = empty === undefined;
    this.emptyText.textContent = empty ?? "";
    this.grid.element.hidden = state.rows.length === 0;
  }

  private showRows(before: PeekState): void {
    const { rows, page, pageNumber } = this.state;
    this.grid.element.hidden = false;
    this.grid.setColumns(messageColumns(page?.timeZone ?? "UTC", rows));
    this.grid.setRows(rows, { toTop: pageNumber !== before.pageNumber });
  }

  private save(before: PeekState): void {
    const { subject, query, order } = this.state;
    if (subject === undefined || query === undefined) return;
    if (query === before.query && order === before.order) return;
    this.viewState.write({ clusterId: subject.clusterId, topic: subject.topic, query, order });
  }

  private async read(): Promise<void> {
    const { draft } = this.state;
    if (draft === undefined) return;
    const parsed = queryOf(draft);
    if (!parsed.ok) {
      this.apply({ kind: "readFailed", problem: { message: parsed.reason, retry: undefined } });
      return;
    }
    const { query } = parsed;
    await this.run("read", (signal) => this.host.call("read", query, signal), query);
  }

  private async more(direction: "older" | "newer"): Promise<void> {
    await this.run(direction, (signal) => this.host.call("more", { direction }, signal));
  }

  private async run(
    reading: Reading,
    ask: (signal: AbortSignal) => Promise<PeekRequests["read"]["result"]>,
    query?: PeekRequests["read"]["params"],
  ): Promise<void> {
    this.reading?.abort();
    const own = new AbortController();
    this.reading = own;
    this.apply({ kind: "readStarted", reading, ...(query === undefined ? {} : { query }) });
    try {
      const page = await ask(own.signal);
      if (this.reading !== own) return;
      this.apply({ kind: "readDone", page });
      // It may have been changed while the page was read.
      if (page.timeZone !== this.state.draft?.timeZone) await this.tellTimes();
    } catch (error) {
      if (this.reading !== own) return;
      const isCancelled = error instanceof HostError && error.kind === "cancelled";
      if (isCancelled) this.apply({ kind: "readStopped" });
      else this.fail(error, reading);
    }
  }

  private stop(): void {
    this.reading?.abort();
  }

  private async retry(): Promise<void> {
    const retry = this.state.problem?.retry ?? "read";
    await (retry === "read" ? this.read() : this.more(retry));
  }

  private fail(error: unknown, retry: Reading | undefined): void {
    const message = error instanceof Error ? error.message : String(error);
    const isInput = error instanceof HostError && error.kind === "invalidInput";
    this.apply({
      kind: "readFailed",
      problem: { message, retry: isInput ? undefined : retry },
    });
  }

  private async changeTimeZone(timeZone: string): Promise<void> {
    this.apply({ kind: "edited", change: { timeZone } });
    await this.tellTimes();
  }

  /** Has the host tell the times of its page in the chosen zone. */
  private async tellTimes(): Promise<void> {
    const { page, draft } = this.state;
    if (page === undefined || draft === undefined) return;
    const { timeZone } = draft;
    await this.ask(async () => {
      this.apply({ kind: "formatted", page: await this.host.call("format", { timeZone }) });
      await this.loadDetails();
    });
  }

  /** A pointer shows the message; moving by keys only follows where details are already shown. */
  private async activate(row: Row, by: "pointer" | "key"): Promise<void> {
    if (row.kind !== "message") return;
    if (by === "pointer") this.apply({ kind: "detailOpened" });
    if (this.state.isDetailOpen) await this.select(row);
  }

  private async openDetail(row: Row): Promise<void> {
    if (row.kind !== "message") return;
    this.apply({ kind: "detailOpened" });
    this.detail.focus();
    await this.select(row);
    this.detail.focus();
  }

  private closeDetail(): void {
    this.apply({ kind: "detailClosed" });
    this.grid.focus();
  }

  private async select(message: MessageRef): Promise<void> {
    this.apply({ kind: "selected", message: refOf(message) });
    if (this.state.details === undefined) await this.loadDetails();
  }

  private async loadDetails(): Promise<void> {
    const message = this.state.selected;
    if (message === undefined) return;
    try {
      const details = await this.host.call("details", message);
      this.apply({ kind: "detailsDone", details });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.apply({ kind: "detailsFailed", message, reason });
    }
  }

  private async ask(request: () => Promise<unknown>): Promise<void> {
    try {
      await request();
    } catch (error) {
      this.fail(error, undefined);
    }
  }
}

function refOf({ partition, offset }: MessageRef): MessageRef {
  return { partition, offset };
}

function emptyText(state: PeekState): string | undefined {
  if (state.rows.length > 0) return undefined;
  if (state.page !== undefined) return state.page.empty ?? "There are no messages here.";
  if (state.reading !== undefined) return "Reading…";
  return state.subject === undefined ? "" : "Nothing has been read yet.";
}
