import type { GroupStatus } from "../../src/panels/group/protocol";
import { element, icon } from "../shared/dom";

interface StatusLook {
  readonly word: string;
  readonly icon: string;
  /** What the word means for a partition. */
  readonly meaning: string;
}

const looks: Readonly<Record<GroupStatus, StatusLook>> = {
  OK: { word: "OK", icon: "pass-filled", meaning: "Keeps up, or has caught up while watched." },
  WARN: { word: "WARN", icon: "warning", meaning: "Offsets are committed, but the lag grows." },
  STALL: {
    word: "STALL",
    icon: "debug-pause",
    meaning: "A member owns it, but its committed offset does not move while there is lag.",
  },
  STOP: {
    word: "STOP",
    icon: "stop-circle",
    meaning: "Nobody commits any more while there is lag.",
  },
  REWIND: {
    word: "REWIND",
    icon: "discard",
    meaning: "The committed offset went back while it was watched.",
  },
  unknown: {
    word: "Unknown",
    icon: "question",
    meaning: "Too little was seen so far. Watch it live for a while.",
  },
};

/** The word with its icon; what it means is its tooltip, or `reason` where that is given. */
export function statusWord(status: GroupStatus, reason?: string): HTMLElement {
  const look = looks[status];
  const className = `status status-${status.toLowerCase()}`;
  const title = reason === undefined || reason === "" ? look.meaning : reason;
  return element("span", { className, title }, icon(look.icon), look.word);
}

/** From best to worst. */
export const statusOrder: readonly GroupStatus[] = [
  "OK",
  "unknown",
  "WARN",
  "STOP",
  "STALL",
  "REWIND",
];
