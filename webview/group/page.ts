import type {
  GroupEvents,
  GroupRequests,
  GroupTab,
  GroupView,
  LiveIntervalMs,
  SavedGroup,
} from "../../src/panels/group/protocol";
import { element } from "../shared/dom";
import { formatNumber } from "../shared/numbers";
import type { HostClient } from "../shared/rpc";
import { Tabs } from "../shared/tabs";
import type { ViewState } from "../shared/vscodeApi";
import { ExplainTab } from "./explainTab";
import { Head } from "./head";
import { HistoryTab } from "./historyTab";
import { MembersTab } from "./membersTab";
import { Notices } from "./notices";
import { PartitionsTab } from "./partitionsTab";
import { RebalancesTab } from "./rebalancesTab";
import { beginningOf } from "./savedGroup";
import { initialState, next, type Action, type GroupState } from "./state";

const panelId = "group-part";

const tabNames: Readonly<Record<GroupTab, string>> = {
  partitions: "Partitions",
  members: "Members",
  rebalances: "Rebalances",
  explain: "Explain",
  history: "History",
};

/** The group page: what a person does becomes requests and actions, and every new state is shown. */
export class GroupPage {
  private state: GroupState = initialState;
  private readonly head: Head;
  private readonly notices: Notices;
  private readonly tabs: Tabs<GroupTab>;
  private readonly parts: {
    readonly partitions: PartitionsTab;
    readonly members: MembersTab;
    readonly rebalances: RebalancesTab;
    readonly explain: ExplainTab;
    readonly history: HistoryTab;
  };
  private readonly panel = element("div", {
    className: "panel",
    attributes: { id: panelId, role: "tabpanel" },
  });
  private readonly progress = element("div", {
    className: "progress",
    attributes: { "aria-hidden": "true" },
  });
  /** What the page last asked of the cluster; the answer to what came before it is dropped. */
  private asked = 0;

  constructor(
    private readonly root: HTMLElement,
    private readonly host: HostClient<GroupRequests, GroupEvents>,
    private readonly viewState: ViewState<SavedGroup>,
  ) {
    this.head = new Head({
      onInterval: (intervalMs) => void this.setInterval(intervalMs),
      onRefresh: () => void this.refresh(),
      onReset: () => void this.ask(() => host.call("reset", {})),
    });
    this.notices = new Notices({ onRetry: () => void this.refresh() });
    this.tabs = new Tabs<GroupTab>(
      Object.entries(tabNames).map(([id, label]) => ({ id: id as GroupTab, label })),
      {
        label: "Parts of the group",
        panelId,
        onChoose: (tab) => {
          this.choose(tab);
        },
      },
    );
    this.parts = {
      partitions: new PartitionsTab({
        onArrange: (change) => {
          this.apply({ kind: "arranged", change });
        },
        onPeek: ({ topic, partition }) =>
          void this.ask(() => host.call("peek", { topic, partition })),
        onReset: (topic, partition) =>
          void this.ask(() =>
            host.call("reset", { topic, ...(partition === undefined ? {} : { partition }) }),
          ),
      }),
      members: new MembersTab(),
      rebalances: new RebalancesTab({
        onExport: (format) => void this.ask(() => host.call("exportTimeline", { format })),
      }),
      explain: new ExplainTab({ onExplain: () => void this.explain() }),
      history: new HistoryTab({
        onShow: (changeId) => void this.ask(() => host.call("showChange", { changeId })),
        onUndo: (changeId) => void this.ask(() => host.call("undoChange", { changeId })),
      }),
    };
  }

  async start(): Promise<void> {
    this.draw();
    this.listen();
    await this.read("open");
  }

  private draw(): void {
    this.panel.append(...Object.values(this.parts).map((part) => part.element));
    this.root.replaceChildren(
      element(
        "div",
        { className: "page" },
        this.head.element,
        this.notices.element,
        this.progress,
        element("div", { className: "tab-bar" }, this.tabs.element),
        this.panel,
      ),
    );
    this.show();
    this.parts.partitions.mount();
    this.parts.members.mount();
  }

  private listen(): void {
    this.host.on("view", (view) => {
      this.takeView(view);
    });
    this.host.on("timeline", (timeline) => {
      this.apply({ kind: "timeline", timeline });
    });
    this.host.on("history", (history) => {
      this.apply({ kind: "history", history });
    });
    this.host.on("failed", ({ message }) => {
      this.apply({ kind: "failed", message });
    });
    this.host.on("show", ({ tab }) => {
      this.choose(tab, tab);
    });
  }

  private apply(action: Action): void {
    this.state = next(this.state, action);
    this.show();
    this.save();
  }

  private show(): void {
    const { state } = this;
    this.head.update(state);
    this.notices.update(state);
    this.progress.classList.toggle("active", state.isReading || state.isExplaining);
    this.tabs.update(state.tab, labelsOf(state));
    this.panel.setAttribute("aria-label", tabNames[state.tab]);
    for (const [tab, part] of Object.entries(this.parts)) {
      const isShown = tab === state.tab;
      part.element.hidden = !isShown;
      if (isShown) part.update(state);
    }
  }

  private save(): void {
    const { view, tab, askedTab, intervalMs, arrangement } = this.state;
    if (view === undefined) return;
    const { clusterId, groupId } = view.saved;
    this.viewState.write({ clusterId, groupId, intervalMs, tab, askedTab, arrangement });
  }

  private async read(method: "open" | "refresh"): Promise<void> {
    this.asked += 1;
    const mine = this.asked;
    this.apply({ kind: "reading" });
    try {
      const view = await this.host.call(method, {});
      if (mine === this.asked) this.takeView(view);
    } catch (error) {
      if (mine === this.asked) this.apply({ kind: "failed", message: sentence(error) });
    }
  }

  /** The first one, answer or event, also says where the page begins. */
  private takeView(view: GroupView): void {
    if (this.state.view !== undefined) {
      this.apply({ kind: "viewed", view });
      return;
    }
    const begins = beginningOf(view, this.viewState.read());
    this.apply({ kind: "viewed", view, begins });
    this.fill(begins.tab);
  }

  /** A page that never got its first view opens again. */
  private async refresh(): Promise<void> {
    await this.read(this.state.view === undefined ? "open" : "refresh");
    if (this.state.tab === "explain" && this.state.failure === undefined) await this.explain();
  }

  private choose(tab: GroupTab, askedTab?: GroupTab): void {
    this.apply({ kind: "tabChosen", tab, ...(askedTab === undefined ? {} : { askedTab }) });
    this.fill(tab);
  }

  /** What only this tab shows is asked for when it is chosen. */
  private fill(tab: GroupTab): void {
    if (this.state.view === undefined) return;
    if (tab === "rebalances") void this.readTimeline();
    if (tab === "explain") void this.explain();
    if (tab === "history") void this.readHistory();
  }

  private async readTimeline(): Promise<void> {
    await this.ask(async () => {
      this.apply({ kind: "timeline", timeline: await this.host.call("timeline", {}) });
    });
  }

  private async readHistory(): Promise<void> {
    await this.ask(async () => {
      this.apply({ kind: "history", history: await this.host.call("history", {}) });
    });
  }

  private async explain(): Promise<void> {
    if (this.state.isExplaining) return;
    this.apply({ kind: "explaining" });
    try {
      const { findings } = await this.host.call("explain", {});
      this.apply({ kind: "explained", findings });
    } catch (error) {
      this.apply({ kind: "notExplained", message: sentence(error) });
    }
  }

  private async setInterval(intervalMs: LiveIntervalMs): Promise<void> {
    this.apply({ kind: "intervalChosen", intervalMs });
    await this.ask(() => this.host.call("setInterval", { intervalMs }));
  }

  private async ask(request: () => Promise<unknown>): Promise<void> {
    try {
      await request();
    } catch (error) {
      this.apply({ kind: "problem", message: sentence(error) });
    }
  }
}

function labelsOf({ view }: GroupState): Partial<Record<GroupTab, string>> {
  if (view === undefined) return {};
  return {
    partitions: `Partitions (${formatNumber(view.partitions.length)})`,
    members: `Members (${formatNumber(view.members.length)})`,
  };
}

function sentence(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
