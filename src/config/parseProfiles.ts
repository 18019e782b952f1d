import * as v from "valibot";
import type {
  ClusterDraft,
  ClusterProfile,
  ParsedProfiles,
  ProfileProblem,
} from "./clusterProfile";
import { looksLikeProduction } from "./production";
import { entrySchema, knownKeys, type ProfileEntry } from "./profileSchema";

/**
 * Reads the value of the setting, which may be anything. Every usable entry is returned, whatever the others
 * look like. An entry without an id is known by its name.
 */
export function parseProfiles(setting: unknown): ParsedProfiles {
  if (setting === undefined || setting === null) return { profiles: [], problems: [] };
  if (!Array.isArray(setting)) {
    const message = "The list of clusters in the settings must be an array.";
    return { profiles: [], problems: [{ index: undefined, severity: "error", message }] };
  }
  const profiles: ClusterProfile[] = [];
  const problems: ProfileProblem[] = [];
  setting.forEach((value: unknown, index) => {
    const parsed = v.safeParse(entrySchema, value);
    if (!parsed.success) {
      problems.push({ index, severity: "error", message: reasonFor(index, parsed.issues[0]) });
      return;
    }
    const profile = profileOf(parsed.output);
    if (profiles.some(({ id }) => id === profile.id)) {
      const message = `${entryName(index)} is left out: another entry has the ${parsed.output.id === undefined ? "name" : "id"} "${profile.id}".`;
      problems.push({ index, severity: "error", message });
      return;
    }
    profiles.push(profile);
    for (const key of unknownKeys(value)) {
      problems.push({ index, severity: "warning", message: warningOf(index, key) });
    }
  });
  return { profiles, problems };
}

/** What is wrong with a cluster that is to be saved, as a sentence; undefined when it can be used. */
export function draftProblem(draft: ClusterDraft): string | undefined {
  const parsed = v.safeParse(entrySchema, entryOf({ ...draft, id: "draft" }));
  return parsed.success ? undefined : reasonOf(parsed.issues[0]);
}

/** The entry that reads back as the profile. What follows from name and colour is left out. */
export function entryOf(profile: ClusterProfile): Readonly<Record<string, unknown>> {
  const { id, name, bootstrapServers, isReadOnly, isProduction = false, ...rest } = profile;
  const { color, schemaRegistry, ...others } = rest;
  const isExpected = looksLikeProduction(name, color);
  const { url, ...access } = schemaRegistry ?? {};
  const registry = Object.keys(access).length === 0 ? url : schemaRegistry;
  return {
    id,
    name,
    bootstrapServers,
    ...(color === undefined ? {} : { color }),
    ...(isProduction === isExpected ? {} : { production: isProduction }),
    ...(isReadOnly === isProduction ? {} : { readOnly: isReadOnly }),
    ...others,
    ...(registry === undefined ? {} : { schemaRegistry: registry }),
  };
}

/** Properties that this version does not know, for an entry that is written anew. A secret is not kept. */
export function unknownProperties(entry: unknown): Readonly<Record<string, unknown>> {
  if (typeof entry !== "object" || entry === null) return {};
  const known = knownKeys[""] ?? [];
  return Object.fromEntries(
    Object.entries(entry).filter(([key]) => !known.includes(key) && !isSecretKey(key)),
  );
}

function profileOf(entry: ProfileEntry): ClusterProfile {
  const { id, production, readOnly, ...rest } = entry;
  const isProduction = production ?? looksLikeProduction(entry.name, entry.color);
  return {
    id: id ?? entry.name,
    ...rest,
    isReadOnly: readOnly ?? isProduction,
    ...(isProduction ? { isProduction } : {}),
  };
}

const entryName = (index: number): string => `Cluster ${index + 1} in the settings`;

function reasonFor(index: number, issue: v.BaseIssue<unknown>): string {
  return `${entryName(index)} is left out: ${reasonOf(issue)}`;
}

/** The end of a sentence, with its full stop. */
function reasonOf(issue: v.BaseIssue<unknown>): string {
  const path = issue.path?.map(({ key }) => String(key)).join(".");
  const isMissing = issue.received === "undefined";
  const reason = isMissing ? "is missing" : issue.message;
  return `${path === undefined ? "" : `"${path}" `}${reason}.`.replaceAll("..", ".");
}

function warningOf(index: number, key: string): string {
  return isSecretKey(key)
    ? `${entryName(index)} holds a secret, "${key}", which is not used: settings are plain text. Take it out there, and enter it with Edit Cluster….`
    : `${entryName(index)} has an unknown property "${key}", which has no effect.`;
}

/** Whether a property is called as secrets are. */
function isSecretKey(path: string): boolean {
  const key = path.slice(path.lastIndexOf(".") + 1);
  return /passw|passphrase|secret|token|jaas|credential|private_?key|api_?key/i.test(key);
}

/** Their paths. What is inside a map of addresses, versions or extensions is the user's own. */
function unknownKeys(entry: unknown): string[] {
  return Object.entries(knownKeys).flatMap(([path, known]) => {
    const value = path === "" ? entry : valueAt(entry, path.split("."));
    if (typeof value !== "object" || value === null) return [];
    const prefix = path === "" ? "" : `${path}.`;
    return Object.keys(value).flatMap((key) => (known.includes(key) ? [] : `${prefix}${key}`));
  });
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  const [first, ...rest] = path;
  if (first === undefined) return value;
  if (typeof value !== "object" || value === null) return undefined;
  return valueAt((value as Readonly<Record<string, unknown>>)[first], rest);
}
