import type {
  LiveIntervalMs,
  SavedTopicGroups,
  TopicGroupsArrangement,
  TopicGroupsEvents,
  TopicGroupsRequests,
  TopicGroupsView,
} from "../../src/panels/topicGroups/protocol";
import { button } from "../shared/controls";
import { element, icon } from "../shared/dom";
import type { HostClient } from "../shared/rpc";
import type { ViewState } from "../shared/vscodeApi";
import { GroupList } from "./groupList";
import { Head } from "./head";
import { maxGroups, shownOf, withSort } from "./shown";
import { emptyBox, noGroupsText, Table } from "./table";

/** The page that shows a topic's groups side by side. */
export class TopicGroupsPage {
  private view: TopicGroupsView | undefined;
  private arrangement: TopicGroupsArrangement = {};
  private isReading = false;
  /** Why the last reading, or the last request, failed; the last view stays. */
  private failure: string | undefined;
  private readonly head: Head;
  private readonly list: GroupList;
  private readonly table: Table;
  private readonly empty = emptyBox();
  private readonly notices = element("div", {
    className: "notices",
    attributes: { role: "status" },
  });
  private readonly progress = element("div", {
    className: "progress",
    attributes: { "aria-hidden": "true" },
  });
  private shownNotices = "[]";

  constructor(
    private readonly root: HTMLElement,
    private readonly host: HostClient<TopicGroupsRequests, TopicGroupsEvents>,
    private readonly viewState: ViewState<SavedTopicGroups>,
  ) {
    const openGroup = (groupId: string): void => {
      void this.ask(() => host.call("openGroup", { groupId }));
    };
    this.head = new Head({
      onInterval: (intervalMs) => void this.setInterval(intervalMs),
      onRefresh: () => void this.read("refresh"),
      onFilter: (filter) => {
        this.arrange({ filter });
      },
    });
    this.list = new GroupList(openGroup);
    this.table = new Table({
      onSort: (column) => {
        this.arrange(withSort(this.arrangement, column));
      },
      onPeek: (groupId, partition) =>
        void this.ask(() => host.call("peek", { groupId, partition })),
      onOpenGroup: openGroup,
    });
  }

  async start(): Promise<void> {
    this.root.replaceChildren(
      element(
        "div",
        { className: "page" },
        this.head.element,
        this.notices,
        this.progress,
        this.list.element,
        this.table.element,
        this.empty,
      ),
    );
    this.show();
    this.table.mount();
    this.host.on("view", (view) => {
      this.take(view);
    });
    this.host.on("failed", ({ message }) => {
      this.failure = message;
      this.show();
    });
    await this.read("open");
  }

  private async read(method: "open" | "refresh"): Promise<void> {
    this.isReading = true;
    this.show();
    try {
      this.take(await this.host.call(method, {}));
    } catch (error) {
      this.failure = sentence(error);
    }
    this.isReading = false;
    this.show();
  }

  private take(view: TopicGroupsView): void {
    if (this.view === undefined) this.arrangement = arrangementOf(view, this.viewState.read());
    this.view = view;
    this.failure = undefined;
    this.show();
    this.save();
  }

  private arrange(change: TopicGroupsArrangement): void {
    this.arrangement = { ...this.arrangement, ...change };
    this.show();
    this.save();
  }

  private async setInterval(intervalMs: LiveIntervalMs): Promise<void> {
    if (this.view === undefined || this.view.saved.intervalMs === intervalMs) return;
    this.view = { ...this.view, saved: { ...this.view.saved, intervalMs } };
    this.save();
    await this.ask(() => this.host.call("setInterval", { intervalMs }));
  }

  private async ask(request: () => Promise<unknown>): Promise<void> {
    try {
      await request();
    } catch (error) {
      this.failure = sentence(error);
      this.show();
    }
  }

  private show(): void {
    const { view, arrangement, isReading } = this;
    this.progress.classList.toggle("active", isReading);
    this.showNotices();
    this.head.updateControls(view?.saved.intervalMs ?? 0, arrangement.filter ?? "", isReading);
    if (view === undefined) {
      this.showEmpty(isReading ? "Reading the topic's groups…" : "The groups were not read yet.");
      return;
    }
    const shown = shownOf(view, arrangement);
    this.head.updateView(view);
    this.head.updateCount(countText(view.groups.length, shown.fitting, shown.groups.length));
    this.list.update(shown.groups);
    this.showEmpty(shown.groups.length === 0 ? noGroupsText(arrangement.filter) : undefined);
    this.table.update(shown, arrangement);
  }

  private showEmpty(text: string | undefined): void {
    this.table.element.hidden = text !== undefined;
    this.list.element.hidden = text !== undefined;
    this.empty.hidden = text === undefined;
    if (this.empty.textContent !== text) this.empty.textContent = text ?? "";
  }

  /** What is there already stays, or a screen reader would read it out at every reading. */
  private showNotices(): void {
    const notices = [
      ...(this.failure === undefined ? [] : [{ severity: "error", text: this.failure }]),
      ...(this.view?.notes ?? []).map((text) => ({ severity: "warning", text })),
    ];
    const key = JSON.stringify(notices);
    if (key === this.shownNotices) return;
    this.shownNotices = key;
    this.notices.replaceChildren(
      ...notices.map(({ severity, text }) =>
        element(
          "div",
          { className: `notice ${severity}` },
          icon(severity),
          element("span", { className: "notice-text" }, text),
          severity === "error"
            ? button({ label: "Retry", onClick: () => void this.read("refresh") })
            : undefined,
        ),
      ),
    );
  }

  private save(): void {
    if (this.view === undefined) return;
    this.viewState.write({ ...this.view.saved, arrangement: this.arrangement });
  }
}

/** Where the page was when it was hidden; what was saved may be of another topic or an older version. */
function arrangementOf({ saved }: TopicGroupsView, stored: unknown): TopicGroupsArrangement {
  const fromHost = saved.arrangement ?? {};
  if (typeof stored !== "object" || stored === null || !("arrangement" in stored)) return fromHost;
  const { arrangement } = stored;
  if (typeof arrangement !== "object" || arrangement === null) return fromHost;
  const { sortBy, descending, filter } = arrangement as Readonly<Record<string, unknown>>;
  return {
    ...(typeof sortBy === "string" ? { sortBy } : {}),
    ...(typeof descending === "boolean" ? { descending } : {}),
    ...(typeof filter === "string" ? { filter } : {}),
  };
}

function countText(all: number, fitting: number, shown: number): string {
  if (shown < fitting) return `The first ${maxGroups} of ${fitting} groups: filter to see others`;
  return fitting === all ? "" : `${fitting} of ${all} groups`;
}

function sentence(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
