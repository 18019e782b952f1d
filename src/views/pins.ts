import * as vscode from "vscode";
import type { Store } from "./treeArrangement";

export type PinKind = "group" | "topic";

interface ClusterPins {
  readonly group: readonly string[];
  readonly topic: readonly string[];
}

const key = "kafkaOffsets.pins";

const none: ClusterPins = { group: [], topic: [] };

/** The groups and topics a person wants to see first, by cluster id; kept for every window. */
export class Pins implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<undefined>();
  private pins: ReadonlyMap<string, ClusterPins>;

  readonly onDidChange = this.changed.event;

  constructor(private readonly store: Store) {
    this.pins = readPins(store.get(key));
  }

  has(clusterId: string, kind: PinKind, name: string): boolean {
    return this.pins.get(clusterId)?.[kind].includes(name) ?? false;
  }

  async set(clusterId: string, kind: PinKind, name: string, isPinned: boolean): Promise<void> {
    // another window may have pinned something meanwhile
    const stored = readPins(this.store.get(key));
    const ofCluster = stored.get(clusterId) ?? none;
    const others = ofCluster[kind].filter((one) => one !== name);
    const names = isPinned ? [...others, name] : others;
    this.pins = new Map([...stored, [clusterId, { ...ofCluster, [kind]: names }]]);
    this.changed.fire(undefined);
    await this.store.update(key, Object.fromEntries(this.pins));
  }

  dispose(): void {
    this.changed.dispose();
  }
}

/** What is no list of names is left out: the store may be of another version. */
function readPins(stored: unknown): Map<string, ClusterPins> {
  if (typeof stored !== "object" || stored === null) return new Map();
  return new Map(
    Object.entries(stored).map(([clusterId, pins]: [string, unknown]) => [
      clusterId,
      { group: namesOf(pins, "group"), topic: namesOf(pins, "topic") },
    ]),
  );
}

function namesOf(pins: unknown, kind: PinKind): string[] {
  if (typeof pins !== "object" || pins === null) return [];
  const names: unknown = (pins as Partial<Record<PinKind, unknown>>)[kind];
  return Array.isArray(names) ? names.filter((name) => typeof name === "string") : [];
}
