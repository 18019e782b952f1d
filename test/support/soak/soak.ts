import { eventually } from "../eventually";
import { KillableConsumer } from "../killableConsumer";
import type { SteadyProducer } from "../steadyProducer";
import { uniqueName } from "../testKafka";
import type { ThreeBrokers } from "../threeBrokers";
import { sampleProcess, type ProcessSample } from "./processSample";
import { SoakLoad } from "./soakLoad";
import { growthOf } from "./trend";

export interface SoakOptions {
  readonly durationMs: number;
  /** Ends the run early, after the restart under way. */
  readonly signal?: AbortSignal;
  readonly onSample?: (sample: SoakSample) => void;
}

/** How this process is after a broker has come back and everything is caught up. */
export interface SoakSample extends ProcessSample {
  readonly atSeconds: number;
  readonly restarts: number;
  readonly messages: number;
}

export interface SoakReport {
  readonly samples: readonly SoakSample[];
  /** Delivered. */
  readonly messages: number;
  readonly counts: SoakLoad["counts"];
  /** Sentences: messages missed, doubled or changed, failures that must not be. */
  readonly problems: readonly string[];
  /** From the first sample that counts to the last, by the line that fits best. */
  readonly growth: ProcessSample;
}

/** By so much each may grow over a whole run, however long: what a leak at every restart or poll soon exceeds. */
export const growthBounds: ProcessSample = { heapMebibytes: 4, timers: 3, sockets: 1 };

/** Broker 1, the controller, goes last: without it no leader is elected. */
const order = [2, 3, 1] as const;
/** Until each has gone once, caches fill and code is compiled. */
const warmUpSamples = order.length;
const partitions = 3;
/** Before a broker goes, and after it has come back. */
const steadyMessages = 100;
const catchUpMs = 60_000;

/**
 * Follows a topic, watches a group and refreshes the tree, through one gateway, while the three brokers are restarted
 * in turn, one killed and the next stopped; the cluster is healed after each.
 */
export async function soak(
  cluster: ThreeBrokers,
  { durationMs, signal, onSample }: SoakOptions,
): Promise<SoakReport> {
  const { producer, consumer, topic, groupId } = await startTraffic(cluster);
  const gateway = cluster.gateway({ connectTimeoutMs: 1_500, requestTimeoutMs: 5_000 });
  const load = new SoakLoad(gateway, { topic, partitions, groupId });
  const samples: SoakSample[] = [];
  const startedAt = performance.now();
  const elapsedMs = (): number => performance.now() - startedAt;
  try {
    for (let restarts = 0; elapsedMs() < durationMs && signal?.aborted !== true; restarts++) {
      await restart(cluster, restarts);
      await untilCaughtUp(producer, load);
      await eventually("the tree and the group are read", () => load.readAll().then(() => true));
      const sample = {
        ...(await sampleProcess(() => cluster.sockets.count)),
        atSeconds: elapsedMs() / 1000,
        restarts: restarts + 1,
        messages: messagesOf(load),
      };
      samples.push(sample);
      onSample?.(sample);
    }
    await producer.stop();
    await untilComplete(producer, load);
  } finally {
    await Promise.all([producer.stop(), cluster.sockets.aside(() => consumer.stop())]);
    await load.stop();
    await gateway.close();
  }
  await eventually("every socket is closed", () => cluster.sockets.count === 0);
  return {
    samples,
    messages: messagesOf(load),
    counts: load.counts,
    problems: [...load.problems, ...load.checks.flatMap(({ problems }) => problems)],
    growth: growthOver(samples.slice(Math.min(warmUpSamples, samples.length - 1))),
  };
}

/** A topic of which each broker leads one partition, written to and read by a group that commits. */
async function startTraffic(cluster: ThreeBrokers): Promise<{
  readonly producer: SteadyProducer;
  readonly consumer: KillableConsumer;
  readonly topic: string;
  readonly groupId: string;
}> {
  const topic = await cluster.createTopic("soak", [1, 2, 3], [2, 3, 1], [3, 1, 2]);
  const groupId = uniqueName("soak");
  const producer = await cluster.steadyProducer(topic, partitions);
  const consumer = await cluster.sockets.aside(() =>
    KillableConsumer.start(cluster.bootstrapServers, { clientId: "soak", groupId, topic }),
  );
  return { producer, consumer, topic, groupId };
}

async function restart(cluster: ThreeBrokers, restarts: number): Promise<void> {
  const broker = cluster.broker(order[restarts % order.length] ?? 1);
  if (restarts % 2 === 0) await broker.kill();
  else await broker.stop();
  await cluster.heal();
}

/** Every partition is written to again, and what was written has come. */
async function untilCaughtUp(producer: SteadyProducer, load: SoakLoad): Promise<void> {
  const before = load.positions;
  await eventually(
    "every partition goes on",
    () => {
      takeAcknowledged(producer, load);
      return load.checks.every(
        ({ position, isComplete }, partition) =>
          isComplete && position >= (before[partition] ?? 0n) + BigInt(steadyMessages),
      );
    },
    catchUpMs,
  );
}

async function untilComplete(producer: SteadyProducer, load: SoakLoad): Promise<void> {
  takeAcknowledged(producer, load);
  await eventually(
    "every acknowledged message is delivered",
    () => load.checks.every(({ isComplete }) => isComplete),
    catchUpMs,
  );
}

function takeAcknowledged(producer: SteadyProducer, load: SoakLoad): void {
  for (const [partition, check] of load.checks.entries()) {
    check.acknowledge(producer.takeAcknowledged(partition));
  }
}

function messagesOf({ checks }: SoakLoad): number {
  return checks.reduce((sum, { count }) => sum + count, 0);
}

function growthOver(samples: readonly SoakSample[]): ProcessSample {
  const growth = (measure: keyof ProcessSample): number =>
    growthOf(samples.map((sample) => ({ atSeconds: sample.atSeconds, value: sample[measure] })));
  return {
    heapMebibytes: growth("heapMebibytes"),
    timers: growth("timers"),
    sockets: growth("sockets"),
  };
}
