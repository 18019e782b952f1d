/** What VS Code keeps for an extension: its `Memento`. */
interface Store {
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}

export type CreationKind = "topic" | "group";

interface Created {
  readonly topic: readonly string[];
  readonly group: readonly string[];
}

const nothing: Created = { topic: [], group: [] };

/** The topics and groups the lab created on one cluster: nothing else is ever deleted by it. Survives restarts. */
export class Creations {
  private readonly key: string;

  constructor(
    private readonly store: Store,
    clusterId: string,
  ) {
    this.key = `kafkaOffsets.lab.created.${clusterId}`;
  }

  names(kind: CreationKind): readonly string[] {
    return this.read()[kind];
  }

  has(kind: CreationKind, name: string): boolean {
    return this.names(kind).includes(name);
  }

  async add(kind: CreationKind, name: string): Promise<void> {
    const created = this.read();
    if (created[kind].includes(name)) return;
    await this.store.update(this.key, { ...created, [kind]: [...created[kind], name] });
  }

  async remove(kind: CreationKind, name: string): Promise<void> {
    const created = this.read();
    const others = created[kind].filter((one) => one !== name);
    await this.store.update(this.key, { ...created, [kind]: others });
  }

  private read(): Created {
    const stored = this.store.get(this.key);
    if (typeof stored !== "object" || stored === null) return nothing;
    return { topic: namesIn(stored, "topic"), group: namesIn(stored, "group") };
  }
}

/** What is no list of names is left out: the store may be of another version. */
function namesIn(stored: object, kind: CreationKind): readonly string[] {
  const names: unknown = Reflect.get(stored, kind);
  return Array.isArray(names) ? names.filter((name) => typeof name === "string") : [];
}
