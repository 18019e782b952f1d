import { MessageDecoder } from "../../decode/messageDecoder";
import type { SchemaSource } from "../../decode/schemas/schemaSource";
import { SchemaStore } from "../../decode/schemas/schemaStore";

/** How messages of a cluster are decoded. */
export interface ClusterDecoding {
  readonly decoder: MessageDecoder;
  /** Schemas that messages name can be looked up. */
  readonly hasRegistry: boolean;
}

/** The schema registry of a cluster, as it is configured now. */
export interface ClusterRegistry {
  /** Another one as soon as what was looked up before is outdated. */
  readonly key: string;
  /** Failures, those of the address included, are `KafkaError`s: messages then tell them as the reason for hex. */
  readonly open: () => Promise<SchemaSource>;
}

/** One decoder for each registry, so that all panels share the schemas that were looked up. */
export class ClusterDecoders {
  private readonly plain = new MessageDecoder();
  private readonly stores = new Map<string, SchemaStore>();

  constructor(private readonly registryOf: (clusterId: string) => ClusterRegistry | undefined) {}

  of(clusterId: string): ClusterDecoding {
    const registry = this.registryOf(clusterId);
    if (registry === undefined) return { decoder: this.plain, hasRegistry: false };
    return { decoder: new MessageDecoder(this.storeOf(registry)), hasRegistry: true };
  }

  /** Ends look-ups that are under way. */
  dispose(): void {
    for (const store of this.stores.values()) store.close();
    this.stores.clear();
  }

  private storeOf({ key, open }: ClusterRegistry): SchemaStore {
    const known = this.stores.get(key);
    if (known !== undefined) return known;
    const store = new SchemaStore({ byId: async (id, signal) => (await open()).byId(id, signal) });
    this.stores.set(key, store);
    return store;
  }
}
