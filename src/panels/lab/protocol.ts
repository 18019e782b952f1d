/** What the lab's page and its host say to each other. Types only: the page imports them too. */

import type { ExercisesRequests } from "./protocol/exercises";
import type { OffsetsEvents, OffsetsRequests } from "./protocol/offsets";
import type { RebalanceEvents, RebalanceRequests } from "./protocol/rebalance";

/** Each tab names its own requests and events, in `protocol/<tab>.ts`, all beginning with the tab's name. */
export type LabTab = "rebalance" | "offsets" | "exercises";

export interface LabOpened {
  readonly tab: LabTab;
  readonly clusterName: string;
  /** Why the lab must not write to this cluster, a sentence; null where it may. */
  readonly obstacle: string | null;
}

export interface LabRequests extends RebalanceRequests, OffsetsRequests, ExercisesRequests {
  /** What the page asks first. Asks the cluster nothing. */
  open: { params: Record<string, never>; result: LabOpened };
  chooseTab: { params: { readonly tab: LabTab }; result: null };
}

export interface LabEvents extends RebalanceEvents, OffsetsEvents {
  /** A command asked for this part of the panel. */
  showTab: { readonly tab: LabTab };
}
