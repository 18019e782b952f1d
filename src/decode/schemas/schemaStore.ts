import { ExpiringMap } from "../../kafka/connection/expiringMap";
import { compileSchema, type CompiledSchema } from "./compiledSchema";
import type { SchemaId, SchemaSource } from "./schemaSource";

const maxSchemas = 1000;
/** A schema never changes under its id; what was not found may be there later. */
const keptMs = 24 * 60 * 60 * 1000;
const failureKeptMs = 10_000;

export interface SchemaStoreOptions {
  readonly nowMs?: () => number;
}

/** Schemas of one registry, each looked up and compiled once; a failure is remembered for a short while. */
export class SchemaStore {
  private readonly schemas: ExpiringMap<SchemaId, Promise<CompiledSchema>>;
  private readonly failures: ExpiringMap<SchemaId, Promise<CompiledSchema>>;
  private readonly closing = new AbortController();

  constructor(
    private readonly source: SchemaSource,
    { nowMs = () => performance.now() }: SchemaStoreOptions = {},
  ) {
    this.schemas = new ExpiringMap({ maxAgeMs: keptMs, maxEntries: maxSchemas, nowMs });
    this.failures = new ExpiringMap({ maxAgeMs: failureKeptMs, maxEntries: maxSchemas, nowMs });
  }

  /** Throws what the source throws, or `DecodeError` when the registry holds no schema that can be read. */
  async compiled(id: SchemaId, signal?: AbortSignal): Promise<CompiledSchema> {
    signal?.throwIfAborted();
    const known = this.schemas.get(id) ?? this.failures.get(id) ?? this.start(id);
    return signal === undefined ? known : untilAborted(known, signal);
  }

  /** Ends look-ups that are under way. */
  close(): void {
    this.closing.abort();
  }

  /** Its own signal: one asker who gives up must not fail the others. */
  private start(id: SchemaId): Promise<CompiledSchema> {
    const found = this.source.byId(id, this.closing.signal).then(compileSchema);
    this.schemas.set(id, found);
    found.catch(() => {
      this.schemas.delete(id);
      this.failures.set(id, found);
    });
    return found;
  }
}

function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => {
      reject(signal.reason as Error);
    };
    signal.addEventListener("abort", abort, { once: true });
    promise.then(resolve, reject).finally(() => {
      signal.removeEventListener("abort", abort);
    });
  });
}
