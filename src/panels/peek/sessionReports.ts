import { notHeld } from "./currentView";
import type { CurrentView } from "./currentView";
import { ExportFile } from "./exportFile";
import type { FormatChoices } from "./formatChoices";
import { metricsText } from "./metrics";
import type { PageWriter } from "./pageWriter";
import type { PeekFilters } from "./peekFilters";
import type { PeekRequests } from "./protocol";
import type { Query } from "./protocol/query";
import type { PeekSessionOptions } from "./sessionOptions";
import { describeSubject, scanRanges } from "./subject";
import { resolveTimes } from "./typedPosition";

/** The parts of a session. */
export interface SessionParts {
  readonly options: PeekSessionOptions;
  readonly view: CurrentView;
  readonly writer: PageWriter;
  readonly filters: PeekFilters;
  readonly formats: FormatChoices;
  /** The one in force. */
  readonly query: () => Query;
}

/** What of a session goes into files and documents. */
export class SessionReports {
  private readonly exportFile: ExportFile;

  constructor(private readonly parts: SessionParts) {
    this.exportFile = new ExportFile({ ...parts.options, formats: parts.formats });
  }

  /** Only what the filter lets through, where there is one. */
  async export(
    { what, format }: PeekRequests["export"]["params"],
    signal: AbortSignal,
  ): Promise<null> {
    const { options, view, writer, filters } = this.parts;
    const query = this.parts.query();
    if (what === "loaded") {
      const { content } = view;
      if (content === undefined) throw notHeld();
      const messages = await writer.select(content.messages, query);
      await this.exportFile.loaded(messages, format, query);
      return null;
    }
    const gateway = options.gateway();
    const position = resolveTimes(query, options.wallClockMs());
    const asking = { gateway, query, position, format: options.formatNumber, signal };
    const ranges = scanRanges(await describeSubject(asking), position);
    const filter = query.filter && (await filters.create(query.filter, query));
    const { tuning } = options.limits();
    try {
      const range = { gateway, ranges, tuning, ...(filter === undefined ? {} : { filter }) };
      await this.exportFile.range(range, format, query);
    } finally {
      filter?.close();
    }
    return null;
  }

  async showMetrics(): Promise<null> {
    const { gateway, clusterName, host } = this.parts.options;
    const { content, positions, search, elapsedMs } = this.parts.view;
    const text = metricsText({
      cluster: clusterName,
      traffic: gateway().traffic,
      ...(content === undefined ? {} : { page: { ...content, elapsedMs } }),
      ...(search === undefined ? {} : { search: search.progress() }),
      positions,
    });
    await host.openDocument("metrics.json", text);
    return null;
  }
}
