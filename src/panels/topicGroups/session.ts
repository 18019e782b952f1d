import { formatInstant } from "../../decode/instants";
import { visibleText } from "../../decode/visibleText";
import { KafkaError } from "../../kafka/errors";
import type { ClusterGateway } from "../../kafka/gateway";
import type { Position } from "../../kafka/model";
import { GroupWatch, type WatchClock } from "../../kafka/watch/groupWatch";
import { readTopicSample, type TopicSample } from "../../kafka/watch/topicSample";
import type { FormatNumber } from "../../ui/numberFormat";
import { failureLine } from "../../ui/userMessage";
import type { Handlers } from "../rpc";
import type {
  LiveIntervalMs,
  SavedTopicGroups,
  TopicGroupsEvents,
  TopicGroupsRequests,
  TopicGroupsView,
} from "./protocol";
import { toTopicGroupsView } from "./view";

export interface TopicGroupsSessionOptions {
  /**
   * Asked before every reading, because a cluster's gateway is replaced when its connection changes.
   * @throws KafkaError when the cluster is no longer configured
   */
  readonly gateway: () => ClusterGateway;
  readonly saved: SavedTopicGroups;
  readonly clusterName: string;
  /** IANA name: of the times the page shows. */
  readonly timeZone: string;
  readonly formatNumber: FormatNumber;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly clock?: WatchClock;
  readonly emit: <K extends keyof TopicGroupsEvents>(
    event: K,
    payload: TopicGroupsEvents[K],
  ) => void;
  readonly peek: (position: Position, groupId: string) => Promise<void>;
  readonly openGroup: (groupId: string) => void;
}

interface TopicReading {
  readonly sample: TopicSample;
  /** It looked at every group. */
  readonly isFull: boolean;
}

/**
 * The groups of one topic, side by side. It reads only while it is shown, one reading at a time; groups without
 * anything on the topic are looked at again only when a person refreshes.
 */
export class TopicGroupsSession {
  private readonly watch: GroupWatch<TopicReading>;
  private intervalMs: LiveIntervalMs;
  private latest: TopicSample | undefined;
  private readonly elsewhere = new Set<string>();

  constructor(private readonly options: TopicGroupsSessionOptions) {
    this.intervalMs = options.saved.intervalMs;
    this.watch = new GroupWatch<TopicReading>(
      {
        read: (signal) => this.read(signal),
        onSample: (reading) => {
          this.take(reading);
        },
        onFailure: (error) => {
          this.options.emit("failed", { message: visibleText(failureLine(error)) });
        },
        ...(options.clock === undefined ? {} : { clock: options.clock }),
      },
      this.intervalMs,
    );
  }

  readonly handlers: Handlers<TopicGroupsRequests> = {
    open: async (_, signal) => {
      if (this.latest === undefined) await this.watch.readNow(signal);
      return this.view();
    },
    refresh: async (_, signal) => {
      await this.readAll(signal);
      return this.view();
    },
    setInterval: ({ intervalMs }) => {
      this.intervalMs = intervalMs;
      this.watch.setInterval(intervalMs);
      return Promise.resolve(null);
    },
    peek: async ({ groupId, partition }) => {
      await this.options.peek(this.committedAt(groupId, partition), groupId);
      return null;
    },
    openGroup: ({ groupId }) => {
      this.options.openGroup(groupId);
      return Promise.resolve(null);
    },
  };

  /** Told by the panel. Hidden, nothing is read; shown again, it reads at once. */
  setVisible(isVisible: boolean): void {
    if (isVisible) this.watch.resume();
    else this.watch.pause();
  }

  dispose(): void {
    this.watch.stop();
  }

  /** What is under way may leave groups out: then it reads again. */
  private async readAll(signal: AbortSignal): Promise<void> {
    let reading: TopicReading;
    do {
      this.elsewhere.clear();
      reading = await this.watch.readNow(signal);
    } while (!reading.isFull);
  }

  private async read(signal: AbortSignal): Promise<TopicReading> {
    const { gateway, now, saved } = this.options;
    const skip = new Set(this.elsewhere);
    const sample = await readTopicSample(gateway(), saved.topic, { now, skip }, signal);
    return { sample, isFull: skip.size === 0 };
  }

  private take({ sample }: TopicReading): void {
    this.latest = sample;
    for (const groupId of sample.elsewhere) this.elsewhere.add(groupId);
    this.options.emit("view", this.view());
  }

  private view(): TopicGroupsView {
    const { saved, clusterName, timeZone, formatNumber } = this.options;
    if (this.latest === undefined) {
      throw new KafkaError("The topic was not read yet.", { kind: "invalidInput" });
    }
    return toTopicGroupsView({
      saved: { ...saved, intervalMs: this.intervalMs },
      clusterName,
      sample: this.latest,
      formatTime: (atMs) => `${formatInstant(BigInt(atMs), timeZone) ?? ""} ${timeZone}`,
      formatNumber,
    });
  }

  private committedAt(groupId: string, partition: number): Position {
    const group = this.latest?.groups.find((one) => one.groupId === groupId);
    const found = group?.positions.find((one) => one.partition === partition);
    if (typeof found?.committed === "bigint") {
      return { topic: this.options.saved.topic, partition, offset: found.committed };
    }
    throw new KafkaError("The group has no committed offset there.", { kind: "invalidInput" });
  }
}
