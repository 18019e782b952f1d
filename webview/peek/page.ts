import type { PeekEvents, PeekRequests } from "../../src/panels/peek/protocol";
import type { MessageRef } from "../../src/panels/peek/protocol/rows";
import type { SavedView } from "../../src/panels/peek/protocol/savedView";
import type { HostClient } from "../shared/rpc";
import { Splitter } from "../shared/splitter";
import type { ViewState } from "../shared/vscodeApi";
import { ActivityLine } from "./activityLine";
import { pathsOf, withWidth } from "./columns";
import { ColumnsPopup } from "./columnsPopup";
import { Conversation } from "./conversation";
import { Detail } from "./detail";
import { Histogram } from "./histogram";
import { Inspector } from "./inspector";
import { LiveView } from "./liveView";
import { MessageGrid } from "./messageGrid";
import { Notices } from "./notices";
import { listenForPageKeys } from "./pageKeys";
import { PageView } from "./pageView";
import { refOf } from "./partitionRef";
import { PartitionsPanel } from "./partitionsPanel";
import { PartitionTableReader } from "./partitionTableReader";
import { Reader } from "./reader";
import { restore } from "./savedView";
import type { Arrangement } from "./savedView";
import { SearchRun } from "./searchRun";
import type { PeekState } from "./peekState";
import { StatusLine } from "./statusLine";
import { Store } from "./store";
import { Toolbar } from "./toolbar";
import { viewToSave } from "./viewToSave";

const partitionsId = "partitions";

/** The peek page: what a person does becomes requests and actions, and every new state is shown. */
export class PeekPage {
  private readonly store = new Store((state, before) => {
    this.view.update(state, before);
    this.save(state, before);
  });
  private readonly conversation: Conversation;
  private readonly inspector: Inspector;
  private readonly reader: Reader;
  private readonly live: LiveView;
  private readonly search: SearchRun;
  private readonly table: PartitionTableReader;

  private readonly toolbar: Toolbar;
  private readonly grid: MessageGrid;
  private readonly detail: Detail;
  private readonly view: PageView;

  constructor(
    private readonly root: HTMLElement,
    private readonly host: HostClient<PeekRequests, PeekEvents>,
    private readonly viewState: ViewState<SavedView>,
  ) {
    this.conversation = new Conversation(host, this.store);
    this.inspector = new Inspector(this.conversation);
    this.reader = new Reader(this.conversation, async () => {
      await Promise.all([this.inspector.load(), this.table.load()]);
    });
    this.table = new PartitionTableReader(this.conversation, this.reader);
    this.live = new LiveView(this.conversation, this.reader, () => this.table.refresh());
    this.search = new SearchRun(this.conversation, this.reader);
    const columns = new ColumnsPopup({
      onArrange: (change) => {
        this.arrange(change);
      },
      widthOf: (id) => this.grid.widthOf(id),
    });
    this.toolbar = this.buildToolbar(columns);
    const notices = new Notices({ onRetry: () => void this.retry() });
    const activity = new ActivityLine({
      onPause: (isPaused) => void this.live.pause(isPaused),
      onFollow: () => void this.live.look(true),
      onStop: () => void this.stop(),
      onResumeSearch: () => void this.search.resume(),
    });
    const histogram = new Histogram({
      onRange: (fromText, toText) => {
        this.store.apply({ kind: "edited", change: { kind: "timeRange", fromText, toText } });
        void this.reader.read();
      },
    });
    this.grid = new MessageGrid({
      onActivate: (row, by) => void this.inspector.activate(row, by),
      onToggleGroup: (key, isOpen) => {
        this.store.apply({ kind: "groupToggled", key, isOpen });
      },
      onOpen: (row) => {
        void this.inspector.open(row);
        if (row.kind === "message") this.detail.focus();
      },
      onResize: (id, widthPx) => {
        this.arrange({ columns: withWidth(this.state.arrangement.columns, id, widthPx) });
      },
      onScroll: (isAtNewest) => void this.live.look(isAtNewest),
    });
    this.detail = this.buildDetail();
    const status = new StatusLine({
      onOlder: () => void this.reader.more("older"),
      onNewer: () => void this.reader.more("newer"),
      onExport: (what) => void this.ask(() => host.call("export", what)),
      onMetrics: () => void this.ask(() => host.call("showMetrics", {})),
      onSettings: () => void this.ask(() => host.call("openSettings", {})),
      onDuplicate: () => void this.ask(() => host.call("duplicate", { order: this.state.order })),
    });
    const splitter = new Splitter({
      label: "Size of the message pane",
      onResize: (detailPercent) => {
        this.arrange({ detailPercent: Math.round(detailPercent) });
      },
    });
    const { toolbar, grid, detail } = this;
    const partitions = this.buildPartitions();
    const lines = { toolbar, partitions, notices, activity, histogram, status };
    this.view = new PageView({ ...lines, columns, grid, splitter, detail });
  }

  async start(): Promise<void> {
    this.root.replaceChildren(this.view.element);
    this.view.update(this.state, this.state);
    this.grid.mount();
    this.listen();
    await this.ask(async () => {
      const opened = await this.host.call("open", {});
      const restored = restore(opened, this.viewState.read());
      this.store.apply({ kind: "opened", opened, restored });
      if (opened.page === undefined) await this.reader.read();
      else await this.table.load();
      if (opened.search !== undefined) await this.search.goOn();
      else if (restored.isLive && this.state.page !== undefined) await this.live.start(true);
    });
  }

  private get state(): PeekState {
    return this.store.state;
  }

  private buildToolbar(columns: ColumnsPopup): Toolbar {
    return new Toolbar(
      {
        onEdit: (change) => {
          this.store.apply({ kind: "edited", change });
        },
        onFormat: (change) => {
          this.store.apply({ kind: "edited", change });
          void this.reader.format();
        },
        onApplyFilter: () => void this.reader.format(),
        onOrder: (order) => {
          this.store.apply({ kind: "ordered", order });
        },
        onGroupRows: (grouping) => {
          this.arrange({ grouping });
        },
        onRead: () => void this.reader.read(),
        onLive: () => void this.live.start(),
        onSearch: () => void this.search.start(),
        onStop: () => void this.stop(),
        onPartitions: () => {
          this.arrange({ isPartitionsOpen: !this.state.arrangement.isPartitionsOpen });
          void this.table.load();
        },
      },
      partitionsId,
      columns.element,
    );
  }

  private buildPartitions(): PartitionsPanel {
    return new PartitionsPanel(partitionsId, {
      onChoose: (partitions) => {
        this.store.apply({ kind: "edited", change: { partitions } });
      },
      onTopics: (topicsText) => {
        this.store.apply({ kind: "edited", change: { topicsText, partitions: undefined } });
      },
      onGroup: (groupId) => {
        this.arrange({ groupId });
        const isEmpty = (this.state.draft?.groupText ?? "") === "";
        if (isEmpty && groupId !== undefined) {
          this.store.apply({ kind: "edited", change: { groupText: groupId } });
        }
        void this.table.load();
      },
      onRead: () => void this.reader.read(),
      onRefresh: () => void this.table.load(),
      onPause: (partition, isPaused) => void this.table.pause(partition, isPaused),
      onSeek: (at) => void this.table.seek(at),
      onBadSeek: (reason) => {
        this.conversation.refuse(reason);
      },
      timeOf: (at) => this.table.timeOf(at),
    });
  }

  private buildDetail(): Detail {
    const { host } = this;
    return new Detail({
      onTab: (tab) => {
        this.store.apply({ kind: "tabChosen", tab });
      },
      onFormat: (format) => {
        this.store.apply({ kind: "formatChosen", format });
      },
      onOpenDocument: (message) => void this.ask(() => host.call("openMessage", refOf(message))),
      onOpenContent: (message, part, to) =>
        void this.ask(() => host.call("openContent", { ...refOf(message), part, to })),
      onCopy: (message, part) =>
        void this.ask(() => host.call("copy", { ...refOf(message), part })),
      onMark: (message) => {
        this.inspector.mark(message);
      },
      onCompare: (marked, message) => void this.inspector.compare(marked, message),
      onTestFilter: (message) => void this.inspector.testFilter(message),
      onCommit: (message, skip) =>
        void this.ask(() => host.call("commitHere", { ...refOf(message), skip })),
      onResend: (message) => void this.ask(() => host.call("resend", refOf(message))),
      onClose: () => {
        this.closeDetail();
      },
    });
  }

  private listen(): void {
    this.host.on("seek", (query) => {
      this.store.apply({ kind: "seek", query });
      void this.reader.read();
    });
    listenForPageKeys(this.root, {
      onFilter: () => {
        this.toolbar.focusFilter();
      },
      onGoTo: () => {
        this.toolbar.focusPosition();
      },
      onCompare: () => {
        const message = this.messageAtHand();
        if (message !== undefined) void this.inspector.markOrCompare(message);
      },
      onEscape: () => {
        if (this.state.activity !== undefined) void this.stop();
        else if (this.state.isDetailOpen) this.closeDetail();
      },
    });
  }

  private messageAtHand(): MessageRef | undefined {
    const row = this.grid.activeRow;
    const isInGrid = this.grid.element.contains(document.activeElement);
    return isInGrid && row?.kind === "message" ? refOf(row) : this.state.selected;
  }

  private save(state: PeekState, before: PeekState): void {
    const view = viewToSave(state);
    if (view === undefined || JSON.stringify(view) === JSON.stringify(viewToSave(before))) return;
    this.viewState.write(view);
  }

  /** Other paths are asked for; the rest is only drawn. */
  private arrange(change: Partial<Arrangement>): void {
    const before = pathsKey(this.state);
    this.store.apply({ kind: "arranged", change });
    if (pathsKey(this.state) !== before) void this.reader.format();
  }

  private async stop(): Promise<void> {
    const { live, activity } = this.state;
    if (activity === "search") await this.search.stop();
    else if (live !== undefined) await this.live.stop();
    else this.conversation.stop();
  }

  private async retry(): Promise<void> {
    const retry = this.state.problem?.retry ?? "read";
    if (retry === "live")
      await (this.state.live === undefined ? this.live.start() : this.live.goOn());
    else if (retry === "search") await this.search.start();
    else await (retry === "read" ? this.reader.read() : this.reader.more(retry));
  }

  private closeDetail(): void {
    this.store.apply({ kind: "detailClosed" });
    this.grid.focus();
  }

  private ask(request: () => Promise<unknown>): Promise<void> {
    return this.conversation.ask(request);
  }
}

function pathsKey(state: PeekState): string {
  return JSON.stringify(pathsOf(state.arrangement.columns));
}
