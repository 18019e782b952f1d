import type {
  ContentDetail,
  HeaderDetail,
  MessageDetails,
} from "../../src/panels/peek/protocol/details";
import { element, icon } from "../shared/dom";
import { formatBytes } from "./format";
import { jsonFolds } from "./jsonFolds";
import type { DetailFormat, DetailTab, PeekState } from "./peekState";

/** What stands under a tab of the detail pane. */
export function detailNodes({
  details,
  detailsProblem,
  tab,
  format,
}: PeekState): (Node | string)[] {
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

export function contentOf(
  details: MessageDetails | undefined,
  tab: DetailTab,
): ContentDetail | undefined {
  if (tab === "value") return details?.value;
  return tab === "key" ? details?.key : undefined;
}

export function formatsOf({ pretty, raw, kind }: ContentDetail): readonly DetailFormat[] {
  if (kind === "missing" || kind === "empty") return [];
  const usable: DetailFormat[] = [];
  if (pretty !== undefined) usable.push("pretty");
  if (raw !== undefined) usable.push("raw");
  return [...usable, "hex"];
}

/** The wanted one, or the nearest to it that this content has. */
export function shownFormat(content: ContentDetail, wanted: DetailFormat): DetailFormat {
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
  const pre = element("pre", { className: `mono content-${format}` });
  pre.append(...textNodes(content, format));
  return [...remarks(content, format), pre];
}

/** Why it looks as it does, and that there is more of it. */
function remarks(content: ContentDetail, format: DetailFormat): Node[] {
  const { decodedAs, problem, sizeBytes } = content;
  const nodes: Node[] = [];
  if (problem !== undefined) {
    const words = element("span", {}, problem);
    nodes.push(element("div", { className: "content-problem" }, icon("warning"), words));
  }
  if (decodedAs !== undefined && format !== "hex") nodes.push(quiet(decodedAs));
  const shownBytes = format === "hex" ? content.hexShownBytes : content.shownBytes;
  if (shownBytes < sizeBytes) {
    const size = formatBytes(sizeBytes);
    nodes.push(quiet(`The first ${formatBytes(shownBytes)} of ${size}: open or save it for all.`));
  }
  return nodes;
}

function textNodes(content: ContentDetail, format: DetailFormat): (Node | string)[] {
  switch (format) {
    case "pretty":
      return jsonFolds(content.pretty ?? "");
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
