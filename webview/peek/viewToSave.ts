import type { SavedView } from "../../src/panels/peek/protocol";
import type { PeekState } from "./state";

/** Where the person is and how the view is arranged; undefined while nothing has been asked for. */
export function viewToSave(state: PeekState): SavedView | undefined {
  const { subject, query, order, arrangement, live } = state;
  if (subject === undefined || query === undefined) return undefined;
  const { groupId, ...rest } = arrangement;
  return {
    clusterId: subject.clusterId,
    query,
    order,
    ...rest,
    ...(groupId === undefined ? {} : { groupId }),
    ...(live === undefined ? {} : { isLive: true }),
  };
}
