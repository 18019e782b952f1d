import type { MessageDecoder } from "../../decode/messageDecoder";
import type { ClusterGateway, FetchTuning } from "../../kafka/gateway";
import type { FormatNumber } from "../../ui/numberFormat";
import type { HeldLimits } from "./heldMessages";
import type { NamedLocalSchema } from "./localSchemas";
import type { FilterEnvironment } from "./peekFilters";
import type { PeekHost } from "./peekHost";
import type { Choice } from "./protocol/opened";
import type { Query, RowOrder } from "./protocol/query";

/** What settings say about reading. */
export interface ReadingLimits {
  readonly tuning: FetchTuning;
  /** Of a live view, and of a search's hits. */
  readonly held: HeldLimits;
}

export interface PeekSessionOptions {
  /**
   * Asked before every read, because a cluster's gateway is replaced when its connection changes.
   * @throws KafkaError when the cluster is no longer configured.
   */
  readonly gateway: () => ClusterGateway;
  readonly clusterId: string;
  readonly clusterName: string;
  readonly bootstrapServers: () => readonly string[];
  /** Why nothing may be written to the cluster. */
  readonly writeObstacle: () => string | undefined;
  /** What the page reads when it opens. */
  readonly query: Query;
  /** Undefined: newest first where reading starts at the newest. */
  readonly order?: RowOrder | undefined;
  readonly timeZones: readonly Choice[];
  readonly limits: () => ReadingLimits;
  readonly formatNumber: FormatNumber;
  readonly decoder: MessageDecoder;
  /** Schemas of a person's own, as they are now. */
  readonly localSchemas: () => Promise<readonly NamedLocalSchema[]>;
  readonly filters: Omit<FilterEnvironment, "decoder" | "formats">;
  readonly host: PeekHost;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
  /** Milliseconds since 1970. */
  readonly wallClockMs: () => number;
  /** For the log. */
  readonly report: (error: unknown) => void;
}
