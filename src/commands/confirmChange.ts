import { confirm } from "../ui/notify";

/** What a person is asked before something is written to a cluster. */
export interface ChangeQuestion {
  readonly question: string;
  readonly detail: string;
  /** Label of the button that goes ahead. */
  readonly verb: string;
}

/** The one place where a person agrees to a write. True: go ahead. */
export function confirmChange({ question, detail, verb }: ChangeQuestion): Promise<boolean> {
  return confirm(question, detail, verb);
}
