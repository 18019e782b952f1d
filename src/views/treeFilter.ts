import type { GroupListing, GroupType } from "../kafka/model";
import { matchesWord } from "./namePattern";

/** Words of which one has to fit. */
type AnyOf = readonly string[];

/** What is to be seen of topics and groups: all of its parts have to fit. */
export interface TreeFilter {
  /** As a person wrote it. */
  readonly text: string;
  /** Of topics and groups alike. */
  readonly names: readonly AnyOf[];
  readonly topicNames: readonly AnyOf[];
  readonly groupNames: readonly AnyOf[];
  readonly states: readonly AnyOf[];
  readonly types: readonly AnyOf[];
  readonly lags: readonly LagBound[];
}

export interface LagBound {
  readonly operator: ">" | ">=" | "<" | "<=" | "=";
  readonly than: bigint;
}

/** A group's lag as far as it is known; "none" for one that has committed nothing. */
export type KnownLag =
  | {
      readonly lag: bigint;
      /** More may be in partitions that could not be read. */ readonly isAtLeast: boolean;
    }
  | "none"
  | "unknown";

export interface FilteredGroup extends Pick<GroupListing, "groupId" | "type" | "state"> {
  readonly lag: KnownLag;
}

export type Verdict = "yes" | "no" | "unknown";

export type ParsedFilter =
  | { readonly kind: "filter"; readonly filter: TreeFilter }
  | { readonly kind: "empty" }
  /** A sentence: what is not understood, and what to write instead. */
  | { readonly kind: "problem"; readonly message: string };

export const filterHelp =
  "state:Empty,Dead  type:consumer  lag>100  group:billing-*  topic:orders  name";

const maxLength = 500;
const groupTypes: readonly GroupType[] = ["classic", "consumer", "share", "streams"];

/**
 * Reads the filter's language: parts apart by spaces, all of which have to fit; in each, alternatives apart by
 * commas. `state:`, `type:`, `lag>` and `group:` speak of groups, `topic:` of topics, anything else of both names.
 */
export function parseFilter(text: string): ParsedFilter {
  const trimmed = text.trim();
  if (trimmed === "") return { kind: "empty" };
  if (trimmed.length > maxLength) {
    return { kind: "problem", message: `A filter is at most ${maxLength} characters long.` };
  }
  const filter = {
    text: trimmed,
    names: [] as AnyOf[],
    topicNames: [] as AnyOf[],
    groupNames: [] as AnyOf[],
    states: [] as AnyOf[],
    types: [] as AnyOf[],
    lags: [] as LagBound[],
  };
  for (const part of trimmed.split(/\s+/)) {
    const problem = readPart(part, filter);
    if (problem !== undefined) return { kind: "problem", message: problem };
  }
  return { kind: "filter", filter };
}

type Parts = Record<Exclude<keyof TreeFilter, "text" | "lags">, AnyOf[]> & {
  readonly lags: LagBound[];
};

/** What is not understood of the part, if anything. */
function readPart(part: string, into: Parts): string | undefined {
  const [, operator, than] = /^lag(>=|<=|>|<|=|:)(.*)$/i.exec(part) ?? [];
  if (operator !== undefined) return readLag(operator, than ?? "", into);
  const [, key, value = ""] = /^([a-z]+):(.*)$/i.exec(part) ?? [];
  const words = (key === undefined ? part : value).split(",").filter((word) => word !== "");
  if (words.length === 0) return `Write what it should be after "${part}".`;
  switch (key?.toLowerCase()) {
    case undefined:
    case "name":
      into.names.push(words);
      return undefined;
    case "topic":
      into.topicNames.push(words);
      return undefined;
    case "group":
      into.groupNames.push(words);
      return undefined;
    case "state":
      into.states.push(words.map((word) => word.toLowerCase()));
      return undefined;
    case "type":
      return readTypes(words, into);
    default:
      return `"${key ?? ""}:" is not known: state:, type:, lag>, group:, topic: and name: are.`;
  }
}

function readTypes(words: AnyOf, into: Parts): string | undefined {
  const types = words.map((word) => word.toLowerCase());
  const other = types.find((type) => !groupTypes.some((known) => known === type));
  if (other !== undefined) return `"${other}" is no type of group: ${groupTypes.join(", ")} are.`;
  into.types.push(types);
  return undefined;
}

function readLag(operator: string, text: string, into: Parts): string | undefined {
  const digits = text.replace(/[,_]/g, "");
  if (!/^\d{1,19}$/.test(digits)) {
    return `Write a whole number after "lag${operator}", for instance lag>100.`;
  }
  const isSame = operator === ":" || operator === "=";
  into.lags.push({
    operator: isSame ? "=" : (operator as LagBound["operator"]),
    than: BigInt(digits),
  });
  return undefined;
}

export function matchesTopic({ names, topicNames }: TreeFilter, topic: string): boolean {
  return [...names, ...topicNames].every((words) => fits(words, topic));
}

/** "unknown" where what the filter asks for could not be learned of this group. */
export function matchesGroup(filter: TreeFilter, group: FilteredGroup): Verdict {
  const { names, groupNames, states, types, lags } = filter;
  const { groupId, state, type, lag } = group;
  return all([
    ...[...names, ...groupNames].map((words) => verdict(fits(words, groupId))),
    ...states.map((words) =>
      state === undefined ? "unknown" : verdict(words.includes(state.toLowerCase())),
    ),
    ...types.map((words) => (type === "unknown" ? "unknown" : verdict(words.includes(type)))),
    ...lags.map((bound) => isWithin(bound, lag)),
  ]);
}

function fits(words: AnyOf, name: string): boolean {
  return words.some((word) => matchesWord(word, name));
}

function verdict(isFitting: boolean): Verdict {
  return isFitting ? "yes" : "no";
}

function all(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes("no")) return "no";
  return verdicts.includes("unknown") ? "unknown" : "yes";
}

function isWithin({ operator, than }: LagBound, known: KnownLag): Verdict {
  if (known === "unknown") return "unknown";
  if (known === "none") return "no";
  const { lag, isAtLeast } = known;
  switch (operator) {
    case ">":
      return lag > than ? "yes" : isAtLeast ? "unknown" : "no";
    case ">=":
      return lag >= than ? "yes" : isAtLeast ? "unknown" : "no";
    case "<":
      return lag >= than ? "no" : isAtLeast ? "unknown" : "yes";
    case "<=":
      return lag > than ? "no" : isAtLeast ? "unknown" : "yes";
    case "=":
      if (lag > than) return "no";
      return isAtLeast ? "unknown" : verdict(lag === than);
  }
}
