import { ChosenFormats } from "../../decode/chosenFormats";
import type { MessageDecoder } from "../../decode/messageDecoder";
import { exportExtensions, exportMessages } from "../../export/exportMessages";
import type { MessageFilter } from "../../filter/messageFilter";
import { KafkaError } from "../../kafka/errors";
import type { ClusterGateway, FetchTuning, OffsetRange, ScanStep } from "../../kafka/gateway";
import type { Message } from "../../kafka/model";
import { counted } from "../../ui/numberFormat";
import type { FormatNumber } from "../../ui/numberFormat";
import type { FormatChoices } from "./formatChoices";
import { readerIsolation } from "./isolation";
import type { FileProgress, PeekHost } from "./peekHost";
import type { ExportFormat } from "./protocol";
import type { Query } from "./protocol/query";

/** What a decoded text may have in an export. */
const maxCharacters = 64 * 1024 * 1024;

export interface ExportOptions {
  readonly host: PeekHost;
  readonly decoder: MessageDecoder;
  readonly formats: FormatChoices;
  readonly formatNumber: FormatNumber;
}

/** What is exported of a topic, besides what is loaded. */
export interface ExportRange {
  readonly gateway: ClusterGateway;
  readonly ranges: readonly OffsetRange[];
  /** Only what it lets through. */
  readonly filter?: MessageFilter;
  readonly tuning: FetchTuning;
}

/** Writes messages to a file that the person chooses, with what they were decoded to. */
export class ExportFile {
  constructor(private readonly options: ExportOptions) {}

  async loaded(messages: readonly Message[], format: ExportFormat, query: Query): Promise<void> {
    await this.write(format, query, () => [{ messages }]);
  }

  /** Streamed: no more than a piece of it is held. A partition that cannot be read ends it. */
  async range(range: ExportRange, format: ExportFormat, query: Query): Promise<void> {
    const { gateway, ranges, filter, tuning } = range;
    const request = {
      ...readerIsolation(query.isolation),
      ranges,
      tuning,
      ...(filter === undefined ? {} : { filter }),
    };
    await this.write(format, query, (progress) =>
      this.watched(gateway.scan(request, progress.signal), progress),
    );
  }

  private async write(
    format: ExportFormat,
    query: Query,
    batches: (progress: FileProgress) => Parameters<typeof exportMessages>[0],
  ): Promise<void> {
    const { host, decoder, formatNumber } = this.options;
    const choices = this.options.formats.of(query.decodings);
    const formats = new ChosenFormats(decoder, choices, maxCharacters);
    const target = { name: `${nameOf(query)}.${exportExtensions[format]}`, title: "Exporting" };
    let count = 0;
    const isWritten = await host.writeFile(target, (progress) =>
      exportMessages(
        counting(batches(progress), (messages) => {
          count += messages;
        }),
        {
          format,
          signal: progress.signal,
          ...(formats.isPlain ? {} : { decoder: formats }),
        },
      ),
    );
    if (isWritten) host.tell(`${counted(count, "message", formatNumber)} exported.`);
  }

  private async *watched(
    steps: AsyncIterable<ScanStep>,
    progress: FileProgress,
  ): AsyncGenerator<ScanStep, void, undefined> {
    const { formatNumber } = this.options;
    let told = 0;
    for await (const step of steps) {
      const [failure] = step.failures;
      if (failure !== undefined) {
        const { topic, partition, message } = failure;
        throw new KafkaError(`${topic}, partition ${partition}: ${message}`, failure);
      }
      yield step;
      const { scannedOffsets, totalOffsets } = step.progress;
      const percent = totalOffsets === 0n ? 100 : Number((scannedOffsets * 100n) / totalOffsets);
      const of = `${formatNumber(scannedOffsets)} of ${formatNumber(totalOffsets)} offsets`;
      progress.report(of, percent - told);
      told = percent;
    }
  }
}

async function* counting(
  batches: Parameters<typeof exportMessages>[0],
  count: (messages: number) => void,
): AsyncGenerator<{ readonly messages: readonly Message[] }, void, undefined> {
  for await (const batch of batches) {
    yield batch;
    count(batch.messages.length);
  }
}

/** Topic names hold nothing that a file's name may not; a pattern may. */
function nameOf({ topics }: Query): string {
  if (topics.kind === "pattern") return "messages";
  const [first = "messages"] = topics.topics;
  return topics.topics.length === 1 ? first : `${first} and others`;
}
