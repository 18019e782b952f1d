import { ChosenFormats } from "../../decode/chosenFormats";
import { internalTopicFormat } from "../../decode/internalTopics/internalTopicFormat";
import type { MessageDecoder } from "../../decode/messageDecoder";
import { createMessageFilter, filterProblem } from "../../filter/messageFilter";
import type { MessageFilter } from "../../filter/messageFilter";
import { KafkaError } from "../../kafka/errors";
import type { Message } from "../../kafka/model";
import { toFilterSpec } from "./filterInput";
import type { FormatChoices } from "./formatChoices";
import type { FilterTest } from "./protocol";
import type { Decodings, FilterSpec, Query, TopicChoice } from "./protocol/query";
import { ShownText } from "./shownText";

/** Filters look no further into one key or value; their raw bytes are looked at whole. */
const maxCharacters = 4 * 1024 * 1024;

export interface FilterEnvironment {
  readonly decoder: MessageDecoder;
  readonly formats: FormatChoices;
  /** Values may name schemas that a registry tells. */
  readonly hasRegistry: boolean;
  /** The bundle of the filters' worker. */
  readonly scriptFile: string;
  /** For one batch of messages. */
  readonly timeoutMs: number;
}

/** What messages are read as, and where they are from. */
type FilterContext = Pick<Query, "decodings" | "topics">;

/** Makes filters of what a person typed, and keeps the one that the shown messages are chosen by. */
export class PeekFilters {
  private kept: { readonly key: string; readonly filter: Promise<MessageFilter> } | undefined;

  constructor(private readonly environment: FilterEnvironment) {}

  /** Whoever asked closes it. Rejects with `KafkaError` `invalidInput` when it cannot be used. */
  async create(spec: FilterSpec, { decodings, topics }: FilterContext): Promise<MessageFilter> {
    const { decoder, scriptFile, timeoutMs } = this.environment;
    const choices = this.environment.formats.of(decodings);
    const formats = new ChosenFormats(decoder, choices, maxCharacters);
    const looksForText = spec.kind === "text" || spec.kind === "regex";
    const shown = new ShownText(decoder, choices, maxCharacters, this.isReadOtherwise(topics));
    const options = { scriptFile, timeoutMs };
    return createMessageFilter(
      toFilterSpec(spec),
      formats.isPlain ? options : { ...options, decoder: looksForText ? shown : formats },
    );
  }

  /** Those of the messages that the filter lets through; all of them without one. */
  async select(
    messages: readonly Message[],
    { filter: spec, ...context }: FilterContext & { readonly filter?: FilterSpec },
  ): Promise<readonly Message[]> {
    if (spec === undefined) {
      this.close();
      return messages;
    }
    const { decodings, topics } = context;
    const key = JSON.stringify([spec, decodings, topics]);
    if (this.kept?.key !== key) {
      this.close();
      this.kept = { key, filter: this.create(spec, context) };
    }
    try {
      const filter = await this.kept.filter;
      return await filter.select(messages);
    } catch (error) {
      if (this.isKept(key)) this.close();
      throw error;
    }
  }

  async test(message: Message, spec: FilterSpec, decodings: Decodings): Promise<FilterTest> {
    let filter: MessageFilter | undefined;
    try {
      const topics = { kind: "topics", topics: [message.topic] } as const;
      filter = await this.create(spec, { decodings, topics });
      const { isHit, problem } = await filter.test(message);
      if (problem !== undefined) return failed(problem);
      return { outcome: isHit ? "matches" : "differs" };
    } catch (error) {
      if (error instanceof KafkaError) return failed(filterProblem(error));
      throw error;
    } finally {
      filter?.close();
    }
  }

  close(): void {
    const { kept } = this;
    this.kept = undefined;
    kept?.filter.then(
      (filter) => {
        filter.close();
      },
      () => undefined,
    );
  }

  private isKept(key: string): boolean {
    return this.kept?.key === key;
  }

  /** A schema, or the brokers' own formats, may make text of bytes that do not hold it. */
  private isReadOtherwise(topics: TopicChoice): boolean {
    // a pattern never names topics of the brokers' own
    const named = topics.kind === "topics" ? topics.topics : [];
    const isInternal = named.some((topic) => internalTopicFormat(topic) !== undefined);
    return isInternal || this.environment.hasRegistry;
  }
}

function failed({
  message,
  position,
}: {
  readonly message: string;
  readonly position?: number;
}): FilterTest {
  const where = position === undefined ? "" : ` (at character ${position + 1})`;
  return { outcome: "failed", problem: `${message.replace(/\.$/, "")}${where}.` };
}
