import type { Page } from "./page";
import type { Query, RowOrder } from "./query";
import type { SearchProgress } from "./streams";

export interface Opened {
  readonly clusterId: string;
  readonly clusterName: string;
  readonly query: Query;
  readonly order: RowOrder;
  /** What the host still holds from before the page was hidden; a live view ended with the page. */
  readonly page?: Page;
  /** A search from before the page was hidden: poll or resume it; its hits so far are the rows of `page`. */
  readonly search?: SearchProgress;
  readonly timeZones: readonly Choice[];
  readonly decodings: readonly Choice[];
  /** Why nothing may be written to this cluster; the actions that write say so. */
  readonly writeObstacle?: string;
}

export interface Choice {
  readonly id: string;
  readonly label: string;
}
