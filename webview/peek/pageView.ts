import { element } from "../shared/dom";
import type { Splitter } from "../shared/splitter";
import type { ActivityLine } from "./activityLine";
import { Announcer } from "./announcer";
import type { ColumnsPopup } from "./columnsPopup";
import type { Detail } from "./detail";
import { emptyText } from "./emptyText";
import type { Histogram } from "./histogram";
import type { MessageGrid } from "./messageGrid";
import { topicsOf } from "./messageGrid";
import type { Notices } from "./notices";
import type { PartitionsPanel } from "./partitionsPanel";
import type { PeekState } from "./peekState";
import type { StatusLine } from "./statusLine";
import type { Toolbar } from "./toolbar";
import { topicText } from "./topicText";

export interface PageParts {
  readonly toolbar: Toolbar;
  readonly columns: ColumnsPopup;
  readonly partitions: PartitionsPanel;
  readonly notices: Notices;
  readonly activity: ActivityLine;
  readonly histogram: Histogram;
  readonly grid: MessageGrid;
  readonly splitter: Splitter;
  readonly detail: Detail;
  readonly status: StatusLine;
}

/** Where the page's parts are, and each new state to all of them. */
export class PageView {
  readonly element: HTMLElement;
  /** The tab shows this to the eye. */
  private readonly heading = element("h1", { className: "visually-hidden" }, "Messages");
  private readonly announcer = new Announcer();
  private readonly progress = element("div", {
    className: "progress",
    attributes: { "aria-hidden": "true" },
  });
  private readonly emptyText = element("div", {
    className: "empty",
    attributes: { role: "status" },
  });

  constructor(private readonly parts: PageParts) {
    const { toolbar, partitions, notices, activity, histogram } = parts;
    const { grid, splitter, detail, status } = parts;
    const rows = element("div", { className: "rows" }, grid.element, this.emptyText);
    const className = "content";
    this.element = element(
      "div",
      { className: "page" },
      this.heading,
      toolbar.element,
      partitions.element,
      notices.element,
      activity.element,
      this.progress,
      histogram.element,
      element("div", { className }, rows, splitter.element, detail.element),
      status.element,
      this.announcer.element,
    );
  }

  update(state: PeekState, before: PeekState): void {
    const { parts } = this;
    this.updateHeading(state);
    parts.toolbar.update(state);
    parts.columns.update(state.arrangement, topicsOf(state));
    parts.partitions.update(state);
    parts.notices.update(state);
    parts.activity.update(state);
    this.announcer.update(state, before);
    parts.histogram.update(state);
    parts.status.update(state);
    this.updateDetail(state);
    this.updateProgress(state);
    parts.grid.update(state);
  }

  private updateHeading({ subject, query }: PeekState): void {
    if (subject === undefined || query === undefined) return;
    const heading = `Messages of ${topicText(query.topics)}, ${subject.clusterName}`;
    if (this.heading.textContent !== heading) this.heading.textContent = heading;
  }

  private updateDetail(state: PeekState): void {
    const { detail, splitter } = this.parts;
    const { detailPercent } = state.arrangement;
    detail.update(state);
    splitter.update(detailPercent);
    splitter.element.hidden = detail.element.hidden;
    detail.element.style.flexBasis = `${detailPercent}%`;
  }

  private updateProgress(state: PeekState): void {
    const { activity } = state;
    const isReading = activity === "read" || activity === "older" || activity === "newer";
    this.progress.classList.toggle("active", isReading);
    const empty = emptyText(state);
    this.emptyText.hidden = empty === undefined;
    if (this.emptyText.textContent !== (empty ?? "")) this.emptyText.textContent = empty ?? "";
  }
}
