export interface ExpiringMapOptions {
  readonly maxAgeMs: number;
  /** Above it the oldest go first. */
  readonly maxEntries: number;
  readonly nowMs?: () => number;
}

interface Entry<Value> {
  readonly value: Value;
  readonly untilMs: number;
}

/** Remembers what is true for a while only. What is too old is dropped with the next access, without a timer. */
export class ExpiringMap<Key, Value> {
  /** Oldest first. */
  private readonly entries = new Map<Key, Entry<Value>>();
  private readonly maxAgeMs: number;
  private readonly maxEntries: number;
  private readonly nowMs: () => number;

  constructor({ maxAgeMs, maxEntries, nowMs }: ExpiringMapOptions) {
    this.maxAgeMs = maxAgeMs;
    this.maxEntries = maxEntries;
    this.nowMs = nowMs ?? (() => performance.now());
  }

  /** How many are held. */
  get size(): number {
    return this.entries.size;
  }

  get(key: Key): Value | undefined {
    this.dropExpired();
    return this.entries.get(key)?.value;
  }

  set(key: Key, value: Value): void {
    this.dropExpired();
    this.entries.delete(key); // so that it becomes the youngest
    this.entries.set(key, { value, untilMs: this.nowMs() + this.maxAgeMs });
    if (this.entries.size <= this.maxEntries) return;
    for (const oldest of this.entries.keys()) {
      this.entries.delete(oldest);
      return;
    }
  }

  delete(key: Key): void {
    this.entries.delete(key);
  }

  private dropExpired(): void {
    const now = this.nowMs();
    for (const [key, { untilMs }] of this.entries) {
      if (untilMs > now) return;
      this.entries.delete(key);
    }
  }
}
