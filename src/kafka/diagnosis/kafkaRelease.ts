import type { SupportedApi } from "../protocol/apiVersions";

/** By what a release was the first to know: API key, and its version. Newest first. */
const firstToKnow: readonly (readonly [release: string, apiKey: number, version: number])[] = [
  ["4.1", 8, 10],
  ["4.0", 3, 13],
  ["3.7", 1, 16],
  ["3.5", 1, 15],
  ["3.1", 1, 13],
  ["3.0", 66, 0],
  ["2.8", 60, 0],
  ["2.7", 1, 12],
  ["2.4", 47, 0],
  ["2.3", 44, 0],
  ["2.1", 1, 10],
  ["2.0", 1, 8],
  ["1.1", 42, 0],
  ["1.0", 37, 0],
  ["0.11", 22, 0],
];

/** The oldest release of Apache Kafka that knows as much; other makers' servers look like the one they imitate. */
export function kafkaRelease(apis: readonly SupportedApi[]): string {
  const newest = new Map(apis.map(({ apiKey, maxVersion }) => [apiKey, maxVersion]));
  const found = firstToKnow.find(([, apiKey, version]) => (newest.get(apiKey) ?? -1) >= version);
  return found?.[0] ?? "0.10";
}
