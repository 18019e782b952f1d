import { commitAccess, groupAccess, leaderless, topicAccess } from "./accessRules";
import type { Finding, GroupFacts, Rule, Severity } from "./finding";
import {
  idleMembers,
  noMember,
  oneMemberHoldsAll,
  rebalanceLoop,
  rebalancing,
  staticMembers,
  withoutOwner,
} from "./memberRules";
import { belowStart, noCommit, openTransaction, pastEnd, rewound } from "./offsetRules";
import { fallingBehind, skewedKeys, stopped, stuck } from "./paceRules";

const rules: readonly Rule[] = [
  groupAccess,
  commitAccess,
  topicAccess,
  leaderless,
  noMember,
  rebalancing,
  belowStart,
  pastEnd,
  withoutOwner,
  stuck,
  stopped,
  fallingBehind,
  rewound,
  openTransaction,
  rebalanceLoop,
  idleMembers,
  oneMemberHoldsAll,
  skewedKeys,
  noCommit,
  staticMembers,
];

const order: readonly Severity[] = ["error", "warning", "info", "ok"];

/** What is the matter with the group, the worst first; one `ok` when nothing is. */
export function explainGroup(facts: GroupFacts): readonly Finding[] {
  const found = rules.flatMap((rule) => rule(facts));
  const isTrouble = ({ severity }: Finding): boolean =>
    severity === "error" || severity === "warning";
  const all = found.some(isTrouble) ? found : [...found, nothingFound(facts)];
  return all.toSorted((one, other) => order.indexOf(one.severity) - order.indexOf(other.severity));
}

function nothingFound({ progress, samples, words }: GroupFacts): Finding {
  const { total, status, now } = progress;
  const seen = samples.length === 1 ? "one look" : `${words.number(samples.length)} looks`;
  return {
    severity: "ok",
    finding: "Nothing is wrong, as far as it can be seen from the cluster.",
    evidence: [
      `State ${now.group?.state ?? "unknown"}, ${words.number(total.lag)} offsets behind, status ${status}, from ${seen} since ${words.time(samples[0]?.atMs ?? now.atMs)}.`,
    ],
    nextStep:
      status === "unknown"
        ? "Let the panel watch for a while: one look cannot tell slow from stopped."
        : "When messages still seem to be missing, peek at the topic: they may have been read and committed already.",
  };
}
