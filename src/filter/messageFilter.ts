import type { KafkaError } from "../kafka/errors";
import type { ScanFilter } from "../kafka/gateway";
import type { Message } from "../kafka/model";
import { bytePrefilter } from "./bytePrefilter";
import { toFilterInput, type FilterDecoder } from "./filterInput";
import type { FilterProblem, FilterSpec, FilterVerdict, TextFilterSpec } from "./filterSpec";
import { FilterWorker, type FilterWorkerOptions } from "./filterWorker";
import { bytesPredicate, textPredicate } from "./textFilter";

export interface MessageFilterOptions extends FilterWorkerOptions {
  /** Filters see what this reads, besides the raw text; without one, the bytes as text. */
  readonly decoder?: FilterDecoder;
}

/** A filter in use. Whoever made it closes it. */
export interface MessageFilter extends ScanFilter {
  /** What it says of one message, and why not when it cannot tell. Rejects as `select` does. */
  test(message: Message): Promise<FilterVerdict>;
  select(messages: readonly Message[]): Promise<readonly Message[]>;
  close(): void;
}

/**
 * Makes a filter ready. Rejects with `KafkaError` `invalidInput` when it cannot be used; see `filterProblem`.
 *
 * Case-sensitive text is compared here, as long as bytes are text; everything else runs in a thread of its own, which
 * is ended when it takes too long.
 */
export async function createMessageFilter(
  spec: FilterSpec,
  options: MessageFilterOptions,
): Promise<MessageFilter> {
  const { decoder } = options;
  const isBySight = decoder === undefined || decoder.keepsStrings === true;
  const anyOf = isBySight ? bytePrefilter(spec, decoder !== undefined) : undefined;
  if (spec.kind === "text" && isBySight && bytePrefilter(spec) !== undefined) {
    return new DirectFilter(spec, decoder, anyOf);
  }
  const worker = new FilterWorker(spec, options);
  await worker.ready();
  return new WorkerFilter(worker, decoder, anyOf);
}

/** Where in the filter's text the trouble is, of an error that `createMessageFilter` rejected with. */
export function filterProblem(error: KafkaError): FilterProblem {
  const { position } = (error.cause ?? {}) as { readonly position?: number };
  return position === undefined ? { message: error.message } : { message: error.message, position };
}

/** Looks at bytes, and decodes only what is no text. */
class DirectFilter implements MessageFilter {
  readonly anyOf?: readonly Buffer[];
  private readonly isInBytes: (message: Message) => boolean;
  private readonly isInText: ReturnType<typeof textPredicate>;

  constructor(
    spec: TextFilterSpec,
    private readonly decoder: FilterDecoder | undefined,
    anyOf: readonly Buffer[] | undefined,
  ) {
    this.isInBytes = bytesPredicate(spec);
    this.isInText = textPredicate(spec);
    if (anyOf !== undefined) this.anyOf = anyOf;
  }

  async select(messages: readonly Message[]): Promise<readonly Message[]> {
    const hits: Message[] = [];
    for (const message of messages) {
      if (this.isInBytes(message) || (await this.isDecodedHit(message))) hits.push(message);
    }
    return hits;
  }

  async test(message: Message): Promise<FilterVerdict> {
    const [hit] = await this.select([message]);
    return { isHit: hit !== undefined };
  }

  close(): void {
    return;
  }

  private isDecodedHit(message: Message): boolean | Promise<boolean> {
    const { decoder } = this;
    if (decoder === undefined) return false;
    const isText = (["key", "value"] as const).every(
      (part) => message[part] === undefined || decoder.isText?.(message, part) === true,
    );
    return isText ? false : toFilterInput(message, decoder).then(this.isInText);
  }
}

class WorkerFilter implements MessageFilter {
  readonly anyOf?: readonly Buffer[];

  constructor(
    private readonly worker: FilterWorker,
    private readonly decoder: FilterDecoder | undefined,
    anyOf: readonly Buffer[] | undefined,
  ) {
    if (anyOf !== undefined) this.anyOf = anyOf;
  }

  async test(message: Message): Promise<FilterVerdict> {
    const [verdict] = await this.judge([message]);
    return verdict ?? { isHit: false };
  }

  async select(messages: readonly Message[]): Promise<readonly Message[]> {
    const verdicts = await this.judge(messages);
    return messages.filter((_message, index) => verdicts[index]?.isHit);
  }

  close(): void {
    this.worker.close();
  }

  private async judge(messages: readonly Message[]): Promise<readonly FilterVerdict[]> {
    const { decoder } = this;
    const inputs = await Promise.all(messages.map((message) => toFilterInput(message, decoder)));
    return this.worker.judge(inputs);
  }
}
