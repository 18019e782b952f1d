import type {
  ContentDetail,
  CopyPart,
  HeaderDetail,
  MessageDetails,
  MessageRef,
} from "../../src/panels/peek/protocol";
import { button } from "../shared/controls";
import { element } from "../shared/dom";
import { Tabs } from "../shared/tabs";
import { formatDecimal } from "../shared/numbers";
import { formatBytes } from "./format";
import { jsonNodes } from "./jsonTokens";
import type { DetailFormat, DetailTab, PeekState } from "./state";

export interface DetailEvents {
  readonly onTab: (tab: DetailTab) => void;
  readonly onFormat: (format: DetailFormat) => void;
  readonly onOpenDocument: (message: MessageRef) => void;
  readonly onCopy: (message: MessageRef, part: CopyPart) => void;
  readonly onClose: () => void;
}

const bodyId = "detail-body";

const formats: readonly { readonly id: DetailFormat; readonly label: string }[] = [
  { id: "pretty", label: "Pretty" },
  { id: "raw", label: "Raw" },
  { id: "hex", label: "Hex" },
];

/** One message in full, beside or below the grid. */
export class Detail {
  readonly element: HTMLElement;
  private readonly title = element("span", { className: "detail-title" });
  private readonly tabs: Tabs<DetailTab>;
  private readonly formats: ReadonlyMap<DetailFormat, HTMLButtonElement>;
  private readonly formatGroup: HTMLElement;
  private readonly body: HTMLElement;
  private shown: Pick<PeekState, "details" | "detailsProblem" | "tab" | "format"> | undefined;
  private state: PeekState | undefined;

  constructor(private readonly events: DetailEvents) {
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
      element("div", { className: "detail-head" }, this.title, this.actions()),
      element("div", { className: "detail-bar" }, this.tabs.element, this.formatGroup),
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
    this.state = state;
    const { selected, details, detailsProblem, tab, format } = state;
    this.element.hidden = !state.isDetailOpen || selected === undefined;
    if (selected === undefined) return;
    this.title.textContent = `Partition ${selected.partition} · offset ${formatDecimal(selected.offset)}`;
    this.title.title = selected.offset;
    const count = details?.headerCount ?? 0;
    this.tabs.update(tab, { headers: count === 0 ? "Headers" : `Headers (${count})` });
    this.updateFormats(details, tab, format);
    const { shown } = this;
    const isSame =
      shown?.details === details &&
      shown?.detailsProblem === detailsProblem &&
      shown?.tab === tab &&
      shown.format === format;
    if (isSame) return;
    this.shown = { details, detailsProblem, tab, format };
    this.body.replaceChildren(...this.content(state));
    this.body.scrollTop = 0;
  }

  focus(): void {
    this.tabs.focus();
  }

  private actions(): HTMLElement {
    const withSelected = (act: (message: MessageRef) => void) => (): void => {
      const selected = this.state?.selected;
      if (selected !== undefined) act(selected);
    };
    return element(
      "div",
      { className: "detail-actions" },
      button({
        label: "Open as Document",
        icon: "go-to-file",
        appearance: "icon",
        onClick: withSelected(this.events.onOpenDocument),
      }),
      button({
        label: "Copy",
        title: "Copy What Is Shown",
        icon: "copy",
        appearance: "icon",
        onClick: withSelected((message) => {
          this.events.onCopy(message, copyPart(this.state?.tab ?? "value"));
        }),
      }),
      button({
        label: "Close",
        icon: "close",
        appearance: "icon",
        onClick: this.events.onClose,
      }),
    );
  }

  private formatButton(id: DetailFormat, label: string): HTMLButtonElement {
    const built = element(
      "button",
      { className: "segment", attributes: { type: "button" } },
      label,
    );
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

  private content({ details, detailsProblem, tab, format }: PeekState): (Node | string)[] {
    if (detailsProblem !== undefined) return [quiet(detailsProblem)];
    if (details === undefined) return [];
    switch (tab) {
      case "value":
        return contentNodes(details.value, format, "Tombstone: this message has a null value.");
      case "key":
        return contentNodes(details.key, format, "This message has no key (null).");
      case "headers":
        return [headerTable(details)];
      case "record":
        return [table(details.record.map(({ name, value }) => [name, mono(value)]))];
    }
  }
}

function contentOf(details: MessageDetails | undefined, tab: DetailTab): ContentDetail | undefined {
  if (tab === "value") return details?.value;
  return tab === "key" ? details?.key : undefined;
}

function formatsOf({ pretty, raw, kind }: ContentDetail): readonly DetailFormat[] {
  if (kind === "missing" || kind === "empty") return [];
  const usable: DetailFormat[] = [];
  if (pretty !== undefined) usable.push("pretty");
  if (raw !== undefined) usable.push("raw");
  return [...usable, "hex"];
}

/** The wanted one, or the nearest to it that this content has. */
function shownFormat(content: ContentDetail, wanted: DetailFormat): DetailFormat {
  const usable = formatsOf(content);
  return usable.includes(wanted) ? wanted : (usable[0] ?? "hex");
}

function contentNodes(
  content: ContentDetail,
  wanted: DetailFormat,
  missing: string,
): (Node | string)[] {
  if (content.kind === "missing") return [quiet(missing)];
  if (content.kind === "empty") return [quiet("Empty: 0 bytes, which is not null.")];
  const format = shownFormat(content, wanted);
  const shownBytes = format === "hex" ? content.hexShownBytes : content.shownBytes;
  const pre = element("pre", { className: `mono content-${format}` });
  pre.append(...textNodes(content, format));
  if (shownBytes >= content.sizeBytes) return [pre];
  const size = formatBytes(content.sizeBytes);
  const cut = `The first ${formatBytes(shownBytes)} of ${size}. Open as Document shows all of it.`;
  return [quiet(cut), pre];
}

function textNodes(content: ContentDetail, format: DetailFormat): (Node | string)[] {
  switch (format) {
    case "pretty":
      return jsonNodes(content.pretty ?? "");
    case "raw":
      return [content.raw ?? ""];
    case "hex":
      return [content.hex];
  }
}

function headerTable({ headers, headerCount }: MessageDetails): HTMLElement {
  if (headerCount === 0) return quiet("This message has no headers.");
  const rows = headers.map((header): TableRow => [header.key, headerValue(header)]);
  const left = headerCount - headers.length;
  if (left > 0) rows.push(["…", quiet(`and ${left} more: Open as Document shows them`)]);
  return table(rows);
}

function headerValue({ value }: HeaderDetail): HTMLElement {
  if (value.kind === "missing") return quiet("null");
  return value.kind === "empty" ? quiet("empty") : mono(value.text);
}

type TableRow = readonly [name: string, value: HTMLElement];

function table(rows: readonly TableRow[]): HTMLElement {
  return element(
    "table",
    { className: "facts" },
    element(
      "tbody",
      {},
      ...rows.map(([name, value]) =>
        element(
          "tr",
          {},
          element("th", { attributes: { scope: "row" } }, name),
          element("td", {}, value),
        ),
      ),
    ),
  );
}

function mono(text: string): HTMLElement {
  return element("span", { className: "mono" }, text);
}

function quiet(text: string): HTMLElement {
  return element("div", { className: "quiet" }, text);
}

function copyPart(tab: DetailTab): CopyPart {
  return tab === "key" || tab === "value" ? tab : "message";
}
