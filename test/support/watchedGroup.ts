import type { ClusterGateway } from "../../src/kafka/gateway";
import { readGroupSample, type GroupSample } from "../../src/kafka/watch/groupSample";
import { GroupWatch } from "../../src/kafka/watch/groupWatch";
import { Moments } from "../../src/kafka/watch/moments";
import { timelineOf, type GroupTimeline } from "../../src/kafka/watch/timeline";
import { eventually } from "./eventually";

/** A group of a real cluster, looked at ten times a second; what was seen is kept. */
export class WatchedGroup {
  readonly samples: GroupSample[] = [];
  readonly failures: unknown[] = [];
  private readonly moments = new Moments();
  private readonly watch: GroupWatch<GroupSample>;

  constructor(gateway: ClusterGateway, groupId: string) {
    this.watch = new GroupWatch<GroupSample>(
      {
        read: (signal) => {
          const topics = [...new Set(this.samples.at(-1)?.partitions.map(({ topic }) => topic))];
          return readGroupSample(gateway, groupId, { now: Date.now, topics }, signal);
        },
        onSample: (sample) => {
          this.samples.push(sample);
          this.moments.add(sample);
        },
        onFailure: (error) => this.failures.push(error),
      },
      100,
    );
    this.watch.resume();
  }

  get timeline(): GroupTimeline {
    return timelineOf(this.moments.all, (atMs) => new Date(atMs).toISOString());
  }

  /** Partitions by the client id of the member that owns them now: `{ a: [0, 1], b: [2, 3] }`. */
  get owners(): Readonly<Record<string, readonly number[]>> {
    const members = this.samples.at(-1)?.group?.members ?? [];
    return Object.fromEntries(
      members.map(({ clientId, assignment }) => [
        clientId,
        assignment.map(({ partition }) => partition).sort((one, other) => one - other),
      ]),
    );
  }

  /** Waits until members own so many partitions each, in order: `[1, 1, 2]`. */
  async isShared(...counts: readonly number[]): Promise<void> {
    await eventually(`partitions are shared ${counts.join(" / ")}`, () => {
      const owned = Object.values(this.owners).map(({ length }) => length);
      return owned.sort((one, other) => one - other).join() === counts.join();
    });
  }

  stop(): void {
    this.watch.stop();
  }
}
