import type { Experiment } from "./experiment";
import { belowLogStart } from "./experiments/belowLogStart";
import { commit } from "./experiments/commit";
import { commitOnRevoke } from "./experiments/commitOnRevoke";
import { newGroup } from "./experiments/newGroup";
import { twoGroups } from "./experiments/twoGroups";

/** In the order to learn them in. */
export const experiments: readonly Experiment[] = [
  newGroup,
  commit,
  commitOnRevoke,
  twoGroups,
  belowLogStart,
];
