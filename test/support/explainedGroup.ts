import assert from "node:assert/strict";
import { explainGroup } from "../../src/kafka/explain/explainGroup";
import type { Finding } from "../../src/kafka/explain/finding";
import { readProducers } from "../../src/kafka/explain/readProducers";
import type { ClusterGateway } from "../../src/kafka/gateway";
import type { PartitionProducers } from "../../src/kafka/model";
import { readGroupSample, type GroupSample } from "../../src/kafka/watch/groupSample";
import { GroupWindow, progressOf } from "../../src/kafka/watch/groupWindow";
import { Moments } from "../../src/kafka/watch/moments";
import { timelineOf } from "../../src/kafka/watch/timeline";

const msBetweenReadings = 10_000;

/** Seconds since the samples' clock began. */
const time = (atMs: number): string => `${atMs / 1_000}s`;

/** What is the matter, from these samples. */
export function explainSamples(
  samples: readonly GroupSample[],
  producers: readonly PartitionProducers[] = [],
): readonly Finding[] {
  const progress = progressOf(samples);
  assert.ok(progress);
  const moments = new Moments();
  for (const sample of samples) moments.add(sample);
  return explainGroup({
    samples,
    progress,
    timeline: timelineOf(moments.all, time),
    producers,
    words: { number: String, time },
  });
}

/** Looks so often; on the samples' clock ten seconds pass between two of them, and no time here. */
export async function samplesOf(
  gateway: ClusterGateway,
  groupId: string,
  readings = 1,
): Promise<readonly GroupSample[]> {
  const window = new GroupWindow();
  let atMs = 0;
  const now = (): number => (atMs += msBetweenReadings);
  for (let count = 0; count < readings; count++) {
    window.add(await readGroupSample(gateway, groupId, { now }));
  }
  return window.samples;
}

/** What is the matter with a group of a cluster. */
export async function explainGroupOf(
  gateway: ClusterGateway,
  groupId: string,
  readings = 1,
): Promise<readonly Finding[]> {
  const samples = await samplesOf(gateway, groupId, readings);
  const latest = samples.at(-1);
  assert.ok(latest);
  return explainSamples(samples, await readProducers(gateway, latest));
}

/** The finding that begins so. */
export function found(findings: readonly Finding[], beginning: string): Finding {
  const one = findings.find(({ finding }) => finding.startsWith(beginning));
  assert.ok(one, `nothing begins with "${beginning}": ${JSON.stringify(findings, undefined, 1)}`);
  return one;
}
