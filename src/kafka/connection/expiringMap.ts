/** Remembers what is true for a while only. */
export class ExpiringMap<Key, Value> {
  private readonly entries = new Map<Key, { readonly value: Value; readonly untilMs: number }>();

  constructor(
    private readonly maxAgeMs: number,
    private readonly nowMs: () => number = () => performance.now(),
  ) {}

  get(key: Key): Value | undefined {
    const entry = this.entries.get(key);
    if (entry === undefined) return undefined;
    if (entry.untilMs > this.nowMs()) return entry.value;
    this.entries.delete(key);
    return undefined;
  }

  set(key: Key, value: Value): void {
    this.entries.set(key, { value, untilMs: this.nowMs() + this.maxAgeMs });
  }

  delete(key: Key): void {
    this.entries.delete(key);
  }
}
