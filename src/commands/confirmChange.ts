import type { ClusterProfile } from "../config/clusterProfile";
import { nameToType } from "../config/guard";
import { confirm, confirmByTyping } from "../ui/notify";

/** What a person is asked before something is written to a cluster. */
export interface ChangeQuestion {
  readonly question: string;
  readonly detail: string;
  /** One a line, above the detail. */
  readonly items?: readonly string[];
  /** Label of the button that goes ahead. */
  readonly verb: string;
  /** Names of the groups or topics that are written to. */
  readonly subjects: readonly string[];
}

/**
 * The one place where a person agrees to a write. On a production cluster choosing the button is not enough: the name
 * of what is written to must be typed too. True: go ahead.
 */
export async function confirmChange(
  { question, detail, items = [], verb, subjects }: ChangeQuestion,
  profile: Pick<ClusterProfile, "name" | "isProduction">,
): Promise<boolean> {
  const lines = items.length === 0 ? [detail] : [...items, "", detail];
  const name = nameToType(profile, subjects);
  if (name === undefined) return confirm(question, lines, verb);
  const warning = `"${profile.name}" is a production cluster: its name, or that of what is changed, must be typed next.`;
  return (
    (await confirm(question, [...lines, "", warning], verb)) &&
    (await confirmByTyping(question, name))
  );
}
