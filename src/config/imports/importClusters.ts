import { parse as parseEnvironment } from "dotenv";
import { parse as parseProperties } from "dot-properties";
import { importClientSettings } from "./clientSettings";
import { importCompose } from "./compose";
import { settingsOfEnvironment } from "./environment";
import { refusedImport, type ImportResult } from "./importedCluster";
import { importOtherExtension } from "./otherExtension";

/** Where a text comes from. `settings` is the value of another extension's `kafka.clusters`, as JSON. */
export const importSources = [
  "clientProperties",
  "librdkafka",
  "environment",
  "compose",
  "settings",
] as const;

export type ImportSource = (typeof importSources)[number];

const maxCharacters = 256 * 1024;
const maxBlanks = 200;
const longBlanks = new RegExp(`\\s{${maxBlanks + 1}}`);

/**
 * Reads clusters out of another tool's configuration. Nothing in it is run, loaded or fetched.
 * @param name of the cluster, where the text has none
 * @throws KafkaError `invalidInput` with a sentence
 */
export function importClusters(text: string, source: ImportSource, name: string): ImportResult {
  if (text.length > maxCharacters) {
    throw refusedImport(`It has more than ${maxCharacters} characters.`);
  }
  switch (source) {
    case "clientProperties":
      return one(propertiesOf(text), name);
    case "librdkafka":
      return one(linesOf(text), name);
    case "environment":
      return one(settingsOfEnvironment(parseEnvironment(withoutLongBlanks(text))), name);
    case "compose":
      return importCompose(text, name);
    case "settings":
      return importOtherExtension(text);
  }
}

/** What a file is by its name and its text; undefined when it may be anything. */
export function guessSource(fileName: string, text: string): ImportSource | undefined {
  const name = fileName.toLowerCase();
  if (/\.ya?ml$/.test(name)) return "compose";
  if (/(^|[/\\])\.env(\.|$)|\.env$/.test(name)) return "environment";
  if (/(kcat|librdkafka|rdkafka)/.test(name) || /^\s*metadata\.broker\.list\s*=/m.test(text)) {
    return "librdkafka";
  }
  if (/^\s*(export\s+)?(\w+_)?BOOTSTRAP_SERVERS?\s*=/m.test(text)) return "environment";
  if (name.endsWith(".properties")) return "clientProperties";
  if (/^\s*sasl\.(username|mechanisms)\s*=/m.test(text)) return "librdkafka";
  return /^\s*bootstrap\.servers\s*[=:]/m.test(text) ? "clientProperties" : undefined;
}

function one(values: ReadonlyMap<string, string>, name: string): ImportResult {
  return { clusters: [importClientSettings(values, name)], notes: [] };
}

/** dotenv takes time by the square of what it skips: a file of blanks would hold up everything for hours. */
function withoutLongBlanks(text: string): string {
  if (!longBlanks.test(text)) return text;
  throw refusedImport(`It has more than ${maxBlanks} blanks or empty lines in a row.`);
}

function propertiesOf(text: string): ReadonlyMap<string, string> {
  const parsed: Readonly<Record<string, unknown>> = parseProperties(text);
  return new Map(
    Object.entries(parsed).flatMap(([key, value]) =>
      typeof value === "string" ? [[key, value] as const] : [],
    ),
  );
}

/** librdkafka's files know neither escapes nor continued lines. */
function linesOf(text: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    const equals = line.indexOf("=");
    const key = line.slice(0, Math.max(0, equals)).trim();
    if (key !== "" && !key.startsWith("#")) values.set(key, line.slice(equals + 1).trim());
  }
  return values;
}
