import * as v from "valibot";
import { formatAddress, parseBootstrapServers } from "../kafka/connection/bootstrapServers";
import { KafkaError } from "../kafka/errors";
import type { ClusterColor, ClusterSecurity } from "./clusterSecurity";

/** What the user configures about a cluster. Never a secret: settings are plain text. */
export interface ClusterProfile {
  /** Stable for as long as the entry exists; unique among all profiles. */
  readonly id: string;
  readonly name: string;
  /** `host:port` each, at least one. */
  readonly bootstrapServers: readonly string[];
  /** True: nothing is ever written to this cluster from here. */
  readonly isReadOnly: boolean;
  /** Address of a registry with Confluent's REST API, to read schemas of messages from. */
  readonly schemaRegistry?: string;
  /** True: marked everywhere, and every write asks for the group's or topic's name to be typed. */
  readonly isProduction?: boolean;
  readonly color?: ClusterColor;
  /** PLAINTEXT when missing. */
  readonly security?: ClusterSecurity;
  /** As in `ClusterConnection`. */
  readonly addressMap?: Readonly<Record<string, string>>;
  readonly maxVersions?: Readonly<Record<string, number>>;
  /** Instead of the extension's own. */
  readonly clientId?: string;
  /** Instead of the settings that hold for all clusters. */
  readonly connectTimeoutMs?: number;
  readonly requestTimeoutMs?: number;
}

export interface ProfileProblem {
  /** Position in the setting's array; undefined when the setting as a whole is unusable. */
  readonly index: number | undefined;
  /** An entry with a warning is used all the same. */
  readonly severity: "error" | "warning";
  /** A sentence. */
  readonly message: string;
}

export interface ParsedProfiles {
  readonly profiles: readonly ClusterProfile[];
  readonly problems: readonly ProfileProblem[];
}

const nonEmpty = v.pipe(v.string("must be a text"), v.trim(), v.nonEmpty("must not be empty"));

/** One entry of the setting. A new field is one line here and one in `toProfile`. */
const entrySchema = v.object(
  {
    id: v.optional(nonEmpty),
    name: nonEmpty,
    bootstrapServers: v.pipe(
      v.union([v.string(), v.array(v.string())], "must be a list of texts such as localhost:9092"),
      v.rawTransform(({ dataset, addIssue, NEVER }) => {
        try {
          return parseBootstrapServers(dataset.value).map(formatAddress);
        } catch (error) {
          if (!(error instanceof KafkaError)) throw error;
          addIssue({ message: `is not usable: ${error.message}` });
          return NEVER;
        }
      }),
    ),
    readOnly: v.optional(v.boolean("must be true or false"), false),
    schemaRegistry: v.optional(
      v.pipe(
        nonEmpty,
        v.regex(/^https?:\/\/[^@\s]+$/, "must begin with http:// or https://, without a password"),
      ),
    ),
  },
  "must be an object with a name and bootstrapServers",
);

type Entry = v.InferOutput<typeof entrySchema>;

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
    const profile = toProfile(parsed.output);
    if (profiles.some(({ id }) => id === profile.id)) {
      const message = `${entryName(index)} is left out: another entry has the ${parsed.output.id === undefined ? "name" : "id"} "${profile.id}".`;
      problems.push({ index, severity: "error", message });
      return;
    }
    profiles.push(profile);
    for (const key of unknownKeys(value)) {
      const message = `${entryName(index)} has an unknown property "${key}", which has no effect.`;
      problems.push({ index, severity: "warning", message });
    }
  });
  return { profiles, problems };
}

function toProfile(entry: Entry): ClusterProfile {
  return {
    id: entry.id ?? entry.name,
    name: entry.name,
    bootstrapServers: entry.bootstrapServers,
    isReadOnly: entry.readOnly,
    ...(entry.schemaRegistry === undefined ? {} : { schemaRegistry: entry.schemaRegistry }),
  };
}

const entryName = (index: number): string => `Cluster ${index + 1} in the settings`;

function reasonFor(index: number, issue: v.BaseIssue<unknown>): string {
  const path = issue.path?.map(({ key }) => String(key)).join(".");
  const isMissing = issue.received === "undefined";
  const reason = isMissing ? "is missing" : issue.message;
  const subject = path === undefined ? "" : ` "${path}"`;
  return `${entryName(index)} is left out:${subject} ${reason}.`.replaceAll("..", ".");
}

function unknownKeys(value: unknown): string[] {
  const known = Object.keys(entrySchema.entries);
  return Object.keys(value as object).filter((key) => !known.includes(key));
}
