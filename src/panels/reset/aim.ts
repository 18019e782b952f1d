import { formatInstant, isTimeZone } from "../../decode/instants";
import { formatDuration } from "../../kafka/reset/duration";
import { parseScope } from "../../kafka/reset/parseScope";
import type { ResetRequest, ResetScope, ResetTarget } from "../../kafka/reset/target";
import type { AimDraft, AimResult, TargetKind } from "./protocol";
import {
  parseDurationInput,
  parseOffsetInput,
  parseShiftInput,
  parseTimestampInput,
} from "./targetInput";

export type ParsedAim =
  { readonly ok: true; readonly request: ResetRequest } | Extract<AimResult, { ok: false }>;

/** The same of several groups. */
export type ParsedAims =
  | { readonly ok: true; readonly requests: readonly ResetRequest[] }
  | Extract<AimResult, { ok: false }>;

type ReadTarget =
  | { readonly ok: true; readonly target: ResetTarget }
  | { readonly ok: false; readonly reason: string };

export interface AimContext {
  readonly groupId: string;
  /** What stands for the target `given`. */
  readonly given: ResetTarget | undefined;
  readonly nowMs: number;
}

/** What to plan for each of some groups: what is wrong with it for one, nothing is planned by. */
export function parseAims(
  draft: AimDraft,
  groups: readonly Omit<AimContext, "nowMs">[],
  nowMs: number,
): ParsedAims {
  const requests: ResetRequest[] = [];
  for (const group of groups) {
    const parsed = parseAim(draft, { ...group, nowMs });
    if (!parsed.ok) return parsed;
    requests.push(parsed.request);
  }
  return { ok: true, requests };
}

/** What to plan for what a person chose and typed. */
export function parseAim(draft: AimDraft, context: AimContext): ParsedAim {
  const target = readTarget(draft, context);
  if (!target.ok) return { ok: false, at: "target", problems: [target.reason] };
  const scope = readScope(draft, target.target);
  if (!scope.ok) return { ok: false, at: "scope", problems: [scope.reason] };
  const { groupId } = context;
  return { ok: true, request: { groupId, scope: scope.scope, target: target.target } };
}

function readTarget(draft: AimDraft, { given, nowMs }: AimContext): ReadTarget {
  const { target, targetText, timeZone } = draft;
  switch (target) {
    case "earliest":
    case "latest":
    case "current":
      return { ok: true, target: { to: target } };
    case "offset":
      return parseOffsetInput(targetText);
    case "shiftBy":
      return parseShiftInput(targetText);
    case "duration":
      return parseDurationInput(targetText, nowMs);
    case "timestamp":
      if (!isTimeZone(timeZone)) return { ok: false, reason: `${timeZone} is no time zone.` };
      return parseTimestampInput(targetText, timeZone, timeZone);
    case "group":
      if (targetText === "")
        return { ok: false, reason: "Enter the id of the group to copy from." };
      return { ok: true, target: { to: "group", groupId: targetText } };
    case "given":
      if (given === undefined) return { ok: false, reason: "Choose where to move the group." };
      return { ok: true, target: given };
  }
}

function readScope(
  { scope, scopeText }: AimDraft,
  target: ResetTarget,
):
  | { readonly ok: true; readonly scope: ResetScope }
  | { readonly ok: false; readonly reason: string } {
  if (scope === "named") return parseScope(scopeText);
  if (scope === "allTopics" || !namesPartitions(target)) {
    return { ok: true, scope: { kind: "allTopics" } };
  }
  return { ok: true, scope: { kind: "ofTarget" } };
}

function namesPartitions({ to }: ResetTarget): boolean {
  return to === "offsets" || to === "group" || to === "restore";
}

/** A request as it would be chosen and typed. Times are told in `timeZone`. */
export function draftOf({ target, scope }: ResetRequest, timeZone: string): AimDraft {
  return { ...draftOfTarget(target, timeZone), timeZone, ...draftOfScope(scope) };
}

function draftOfTarget(
  target: ResetTarget,
  timeZone: string,
): { readonly target: TargetKind; readonly targetText: string } {
  switch (target.to) {
    case "earliest":
    case "latest":
    case "current":
      return { target: target.to, targetText: "" };
    case "offset":
      return { target: "offset", targetText: target.offset.toString() };
    case "shiftBy":
      return { target: "shiftBy", targetText: target.offsets.toString() };
    case "duration":
      return { target: "duration", targetText: formatDuration(target.durationMs) };
    case "timestamp": {
      const time = formatInstant(target.timestampMs, timeZone);
      return { target: "timestamp", targetText: time ?? target.timestampMs.toString() };
    }
    case "group":
      return { target: "group", targetText: target.groupId };
    case "offsets":
    case "noCommit":
    case "restore":
      return { target: "given", targetText: "" };
  }
}

/** A scope as it would be typed; `allTopics` and `ofTarget` are chosen. */
export function draftOfScope(scope: ResetScope): Pick<AimDraft, "scope" | "scopeText"> {
  switch (scope.kind) {
    case "allTopics":
    case "ofTarget":
      return { scope: scope.kind, scopeText: "" };
    case "topics":
      return { scope: "named", scopeText: scope.topics.join(" ") };
    case "partitions":
      return { scope: "named", scopeText: wordsOf(scope.partitions).join(" ") };
    case "topicsAndPartitions":
      return {
        scope: "named",
        scopeText: [...scope.topics, ...wordsOf(scope.partitions)].join(" "),
      };
  }
}

function wordsOf(partitions: readonly { topic: string; partition: number }[]): readonly string[] {
  const numbers = Map.groupBy(partitions, ({ topic }) => topic);
  return [...numbers].map(
    ([topic, ones]) => `${topic}:${ones.map(({ partition }) => partition).join(",")}`,
  );
}
