import { MessageDecoder } from "../../decode/messageDecoder";
import type { SchemaSource } from "../../decode/schemas/schemaSource";
import { SchemaStore } from "../../decode/schemas/schemaStore";

/** How messages of a cluster are decoded. */
export interface ClusterDecoding {
  readonly decoder: MessageDecoder;
  /** Schemas that messages name can be looked up. */
  readonly hasRegistry: boolean;
}

export interface ClusterDecodersOptions {
  /** Address of the cluster's registry as it is configured now. */
  readonly registryOf: (clusterId: string) => string | undefined;
  /** Failures, those of the address included, are `KafkaError`s: messages then tell them as the reason for hex. */
  readonly openRegistry: (url: string) => SchemaSource;
}

/** One decoder for each registry, so that all panels share the schemas that were looked up. */
export class ClusterDecoders {
  private readonly plain = new MessageDecoder();
  private readonly stores = new Map<string, SchemaStore>();

  constructor(private readonly options: ClusterDecodersOptions) {}

  of(clusterId: string): ClusterDecoding {
    const url = this.options.registryOf(clusterId);
    if (url === undefined) return { decoder: this.plain, hasRegistry: false };
    return { decoder: new MessageDecoder(this.storeOf(url)), hasRegistry: true };
  }

  /** Ends look-ups that are under way. */
  dispose(): void {
    for (const store of this.stores.values()) store.close();
    this.stores.clear();
  }

  private storeOf(url: string): SchemaStore {
    const known = this.stores.get(url);
    if (known !== undefined) return known;
    const store = new SchemaStore({
      byId: async (id, signal) => this.options.openRegistry(url).byId(id, signal),
    });
    this.stores.set(url, store);
    return store;
  }
}
