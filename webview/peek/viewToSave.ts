import type { SavedView } from "../../src/panels/peek/protocol/savedView";
import type { PeekState } from "./peekState";

/** Where the person is and how the view is arranged; undefined while nothing has been asked for. */
export function viewToSave(state: PeekState): SavedView | undefined {
  const { subject, query, order, chosenOrder, arrangement, live } = state;
  if (subject === undefined || query === undefined) return undefined;
  const { groupId, ...rest } = arrangement;
  return {
    clusterId: subject.clusterId,
    query,
    order,
    ...(chosenOrder === undefined ? {} : { chosenOrder }),
    ...rest,
    ...(groupId === undefined ? {} : { groupId }),
    ...(live === undefined ? {} : { isLive: true }),
  };
}
