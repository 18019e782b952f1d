/** The keys and values of another tool's configuration, which remembers what was understood. */
export class ForeignEntries {
  private readonly taken = new Set<string>();
  private readonly references: string[] = [];

  constructor(private readonly values: ReadonlyMap<string, string>) {}

  /** The first of the keys that has a value, without the white space around it. All of them count as understood. */
  take(...keys: readonly string[]): string | undefined {
    let found: string | undefined;
    for (const key of keys) {
      this.taken.add(key);
      const value = this.values.get(key)?.trim() ?? "";
      if (value === "" || found !== undefined) continue;
      // ${file:…} and ${env:…} would have to be looked up where the other tool runs
      if (value.includes("${")) this.references.push(key);
      else found = value;
    }
    return found;
  }

  /** Keys that nobody took. */
  ignored(): readonly string[] {
    return [...this.values.keys()].filter((key) => !this.taken.has(key));
  }

  /** Keys whose value stands elsewhere. */
  referring(): readonly string[] {
    return this.references;
  }
}
