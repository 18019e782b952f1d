import { isTimeZone } from "../../decode/instants";
import type { MessageDecoder } from "../../decode/messageDecoder";
import type { Message } from "../../kafka/model";
import type { FormatNumber } from "../../ui/numberFormat";
import { ColumnPaths } from "./columnPaths";
import { explainOffsets } from "./explained";
import type { FormatChoices } from "./formatChoices";
import { histogramOf } from "./histogram";
import type { PageContent } from "./pagedMessages";
import type { PeekFilters } from "./peekFilters";
import type { Page } from "./protocol/page";
import type { Query } from "./protocol/query";
import type { MessageRow, Row } from "./protocol/rows";
import { toMessageRow, toRows } from "./rows";
import type { RowContent, RowStyle } from "./rows";
import { noTimeZone } from "./typedPosition";

/** How a query wants messages to be shown. */
export type Shown = Pick<Query, "timeZone" | "decodings" | "columnPaths" | "filter" | "topics">;

/** Makes pages of what was read, as a query wants them shown. */
export class PageWriter {
  constructor(
    private readonly decoder: MessageDecoder,
    private readonly formats: FormatChoices,
    private readonly filters: PeekFilters,
    private readonly formatNumber: FormatNumber,
  ) {}

  /** @throws KafkaError `invalidInput` for what cannot be shown so; nothing has been read then. */
  style({ timeZone, decodings, columnPaths }: Shown): RowStyle {
    if (!isTimeZone(timeZone)) throw noTimeZone(timeZone);
    const { decoder, formatNumber } = this;
    const columns = new ColumnPaths(columnPaths);
    return { timeZone, decoder, formats: this.formats.of(decodings), columns, formatNumber };
  }

  async page(
    content: PageContent,
    shown: Shown,
    elapsedMs: number,
    signal: AbortSignal,
  ): Promise<Page> {
    const { messages, gaps, open, topics, offsets, notes, empty } = content;
    const hits = await this.select(messages, shown);
    const rows = await this.rows({ ...content, messages: hits, open }, shown, signal);
    return {
      rows,
      timeZone: shown.timeZone,
      topics,
      notes,
      totals: {
        messages: messages.length,
        filteredOut: messages.length - hits.length,
        offsets: String(offsets),
        partitions: content.partitions,
        elapsedMs,
        bytes: content.bytes,
        requests: content.requests,
        explained: explainOffsets(offsets, messages.length, gaps, this.formatNumber),
      },
      hasOlder: content.hasOlder,
      hasNewer: content.hasNewer,
      ...(empty === undefined ? {} : { empty }),
      chosenPartitions: content.partitions,
      allPartitions: content.allPartitions,
      histogram: histogramOf(hits),
    };
  }

  /** With a filter, gaps that are no problem are not worth a row. */
  rows({ messages, gaps, open }: RowContent, shown: Shown, signal: AbortSignal): Promise<Row[]> {
    const told =
      shown.filter === undefined ? gaps : gaps.filter(({ unreadable }) => unreadable !== undefined);
    return toRows({ messages, gaps: told, open }, this.style(shown), signal);
  }

  /** In the order given. */
  async messageRows(
    messages: readonly Message[],
    shown: Shown,
    signal: AbortSignal,
  ): Promise<readonly MessageRow[]> {
    const style = this.style(shown);
    const rows: MessageRow[] = [];
    for (const message of messages) {
      rows.push(await toMessageRow(message, new Set(), style, signal));
    }
    return rows;
  }

  /** Rejects with `KafkaError` `invalidInput` when the filter cannot be used, also for no messages. */
  select(messages: readonly Message[], shown: Shown): Promise<readonly Message[]> {
    return this.filters.select(messages, shown);
  }
}
