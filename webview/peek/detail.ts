import type { MessageDetails } from "../../src/panels/peek/protocol/details";
import { element } from "../shared/dom";
import { formatDecimal } from "../shared/numbers";
import { Tabs } from "../shared/tabs";
import { DetailActions } from "./detailActions";
import type { DetailActionEvents } from "./detailActions";
import { contentOf, detailNodes, formatsOf, shownFormat } from "./detailContent";
import type { DetailFormat, DetailTab, PeekState } from "./peekState";

export interface DetailEvents extends DetailActionEvents {
  readonly onTab: (tab: DetailTab) => void;
  readonly onFormat: (format: DetailFormat) => void;
}

const bodyId = "detail-body";

const formats: readonly { readonly id: DetailFormat; readonly label: string }[] = [
  { id: "pretty", label: "Pretty" },
  { id: "raw", label: "Raw" },
  { id: "hex", label: "Hex" },
];

type Shown = Pick<PeekState, "details" | "detailsProblem" | "tab" | "format">;

/** One message in full, beside or below the grid. */
export class Detail {
  readonly element: HTMLElement;
  private readonly title = element("span", { className: "detail-title" });
  private readonly actions: DetailActions;
  private readonly tabs: Tabs<DetailTab>;
  private readonly formats: ReadonlyMap<DetailFormat, HTMLButtonElement>;
  private readonly formatGroup: HTMLElement;
  private readonly test = element("div", {
    className: "detail-test",
    attributes: { role: "status" },
  });
  private readonly body: HTMLElement;
  private shown: Shown | undefined;

  constructor(private readonly events: DetailEvents) {
    this.actions = new DetailActions(events);
    this.tabs = new Tabs<DetailTab>(
      [
        { id: "value", label: "Value" },
        { id: "key", label: "Key" },
        { id: "headers", label: "Headers" },
        { id: "record", label: "Record" },
      ],
      { label: "Parts of the message", panelId: bodyId, onChoose: events.onTab },
    );
    this.formats = new Map(formats.map(({ id, label }) => [id, this.formatButton(id, label)]));
    this.formatGroup = element(
      "div",
      { className: "segments", attributes: { role: "group", "aria-label": "Shown as" } },
      ...this.formats.values(),
    );
    this.body = element("div", {
      className: "detail-body",
      attributes: { id: bodyId, role: "tabpanel", tabindex: "0", "aria-label": "Message part" },
    });
    this.element = element(
      "section",
      { className: "detail", attributes: { "aria-label": "Message" } },
      element("div", { className: "detail-head" }, this.title, this.actions.element),
      element("div", { className: "detail-bar" }, this.tabs.element, this.formatGroup),
      this.test,
      this.body,
    );
    this.element.hidden = true;
    this.element.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      events.onClose();
    });
  }

  update(state: PeekState): void {
    const { selected, details, detailsProblem, tab, format } = state;
    this.actions.update(state);
    this.element.hidden = !state.isDetailOpen || selected === undefined;
    if (selected === undefined) return;
    const { topic, partition, offset } = selected;
    this.title.textContent = `Partition ${partition} · offset ${formatDecimal(offset)}`;
    this.title.title = `${topic}, partition ${partition}, offset ${offset}`;
    const count = details?.headerCount ?? 0;
    this.tabs.update(tab, { headers: count === 0 ? "Headers" : `Headers (${count})` });
    this.updateFormats(details, tab, format);
    this.updateTest(state);
    const shown: Shown = { details, detailsProblem, tab, format };
    if (isSame(this.shown, shown)) return;
    this.shown = shown;
    this.body.replaceChildren(...detailNodes(state));
    this.body.scrollTop = 0;
  }

  focus(): void {
    this.tabs.focus();
  }

  private updateTest({ filterTest }: PeekState): void {
    this.test.hidden = filterTest === undefined;
    this.test.className = `detail-test ${filterTest?.outcome ?? ""}`;
    this.test.textContent =
      filterTest === undefined
        ? ""
        : {
            matches: "The filter matches this message.",
            differs: "The filter does not match this message.",
            failed: filterTest.problem ?? "The filter failed on this message.",
          }[filterTest.outcome];
  }

  private formatButton(id: DetailFormat, label: string): HTMLButtonElement {
    const attributes = { type: "button" };
    const built = element("button", { className: "segment", attributes }, label);
    built.addEventListener("click", () => {
      this.events.onFormat(id);
    });
    return built;
  }

  private updateFormats(
    details: MessageDetails | undefined,
    tab: DetailTab,
    wanted: DetailFormat,
  ): void {
    const content = contentOf(details, tab);
    const usable = content === undefined ? [] : formatsOf(content);
    this.formatGroup.hidden = usable.length < 2;
    const shown = content === undefined ? wanted : shownFormat(content, wanted);
    for (const [id, built] of this.formats) {
      built.hidden = !usable.includes(id);
      built.setAttribute("aria-pressed", String(id === shown));
    }
  }
}

function isSame(before: Shown | undefined, shown: Shown): boolean {
  return (
    before?.details === shown.details &&
    before?.detailsProblem === shown.detailsProblem &&
    before?.tab === shown.tab &&
    before.format === shown.format
  );
}
