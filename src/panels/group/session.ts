import { formatInstant } from "../../decode/instants";
import { visibleText } from "../../decode/visibleText";
import { KafkaError } from "../../kafka/errors";
import { explainGroup } from "../../kafka/explain/explainGroup";
import { readProducers } from "../../kafka/explain/readProducers";
import type { ClusterGateway } from "../../kafka/gateway";
import type { Position, TopicPartition } from "../../kafka/model";
import type { ResetScope } from "../../kafka/reset/target";
import { readGroupSample, type GroupSample } from "../../kafka/watch/groupSample";
import { GroupWatch, type WatchClock } from "../../kafka/watch/groupWatch";
import { GroupWindow, progressOf, type GroupProgress } from "../../kafka/watch/groupWindow";
import { Moments } from "../../kafka/watch/moments";
import { TimeLags } from "../../kafka/watch/timeLags";
import { timelineOf, type GroupTimeline } from "../../kafka/watch/timeline";
import type { FormatNumber } from "../../ui/numberFormat";
import { failureLine, failureText } from "../../ui/userMessage";
import type { Handlers } from "../rpc";
import { GroupHistory, type GroupChanges } from "./history";
import type {
  ExplainFinding,
  GroupArrangement,
  GroupEvents,
  GroupRequests,
  GroupTab,
  GroupView,
  LiveIntervalMs,
  Timeline,
} from "./protocol";
import { timelineFile, type TextFile, type TimelineFormat } from "./timelineFile";
import { toExplainFinding, toTimeline } from "./timelineView";
import { toView } from "./view";

export interface GroupSessionOptions {
  /**
   * Asked before every reading, because a cluster's gateway is replaced when its connection changes.
   * @throws KafkaError when the cluster is no longer configured
   */
  readonly gateway: () => ClusterGateway;
  readonly clusterId: string;
  readonly clusterName: string;
  readonly groupId: string;
  readonly intervalMs: LiveIntervalMs;
  readonly tab: GroupTab;
  /** Of the page that was restored; handed back to it. */
  readonly arrangement?: GroupArrangement | undefined;
  /** IANA name: of the times the page shows. */
  readonly timeZone: string;
  readonly formatNumber: FormatNumber;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly clock?: WatchClock;
  readonly emit: <K extends keyof GroupEvents>(event: K, payload: GroupEvents[K]) => void;
  /** Why nothing may be written to the cluster; undefined when it may. */
  readonly writeObstacle: () => string | undefined;
  readonly peek: (position: Position) => Promise<void>;
  readonly reset: (scope: ResetScope) => Promise<void>;
  /** What was changed of the group from here. */
  readonly changes: GroupChanges;
  /** For the log. */
  readonly report: (error: unknown, doing: string) => void;
  /** Asks the person where to. */
  readonly saveFile: (file: TextFile) => Promise<void>;
}

/**
 * One group being watched. It reads only while it is shown, one reading at a time, and keeps what it saw over the
 * page's being hidden; it joins no group and writes nothing.
 */
export class GroupSession {
  readonly handlers: Handlers<GroupRequests>;
  private readonly window = new GroupWindow();
  private readonly moments = new Moments();
  private readonly timeLags = new TimeLags();
  private readonly watch: GroupWatch<GroupSample>;
  private readonly history: GroupHistory;
  /** Of the latest sample. */
  private known: GroupProgress | undefined;
  /** Ends what goes on beside the readings. */
  private background = new AbortController();
  private isReadingTimeLags = false;
  private intervalMs: LiveIntervalMs;
  private tab: GroupTab;
  private wantsTimeline = false;
  /** Why nothing is seen now. */
  private interruption: string | undefined;

  constructor(private readonly options: GroupSessionOptions) {
    this.intervalMs = options.intervalMs;
    this.tab = options.tab;
    this.history = new GroupHistory({
      changes: options.changes,
      emit: (rows) => {
        options.emit("history", rows);
      },
      formatTime: (atMs) => this.fullTime(atMs),
      formatNumber: options.formatNumber,
      report: (error) => {
        options.report(error, "reading the changes of a group");
      },
    });
    this.handlers = { ...this.ownHandlers, ...this.history.handlers };
    this.watch = new GroupWatch<GroupSample>(
      {
        read: (signal) => this.read(signal),
        onSample: (sample) => {
          this.take(sample);
        },
        onFailure: (error) => {
          this.interruption = `reading failed: ${failureText(error).sentence}`;
          this.options.emit("failed", { message: visibleText(failureLine(error)) });
        },
        ...(options.clock === undefined ? {} : { clock: options.clock }),
      },
      options.intervalMs,
    );
  }

  private readonly ownHandlers: Omit<Handlers<GroupRequests>, keyof GroupHistory["handlers"]> = {
    open: (_, signal) => this.open(signal),
    refresh: async (_, signal) => {
      await this.watch.readNow(signal);
      return this.view();
    },
    setInterval: ({ intervalMs }) => this.setInterval(intervalMs),
    timeline: async (_, signal) => {
      this.wantsTimeline = true;
      await this.ensureSample(signal);
      return this.timeline();
    },
    explain: async (_, signal) => ({ findings: await this.explain(signal) }),
    peek: async (partition) => {
      await this.options.peek(this.committedAt(partition));
      return null;
    },
    reset: async ({ topic, partition }) => {
      await this.options.reset(scopeOf(topic, partition));
      return null;
    },
    exportTimeline: async ({ format }, signal) => this.exportTimeline(format, signal),
  };

  /** Told by the panel. Hidden, nothing is read; shown again, it reads at once. */
  setVisible(isVisible: boolean): void {
    if (isVisible) {
      this.watch.resume();
      return;
    }
    this.watch.pause();
    this.background.abort();
    this.background = new AbortController();
    this.interruption ??= "the panel was hidden";
  }

  /** The part of the panel that a page begins with, and that one which is open turns to. */
  show(tab: GroupTab): void {
    this.tab = tab;
    this.options.emit("show", { tab });
  }

  dispose(): void {
    this.watch.stop();
    this.history.dispose();
    this.background.abort();
  }

  private async open(signal: AbortSignal): Promise<GroupView> {
    this.wantsTimeline = false;
    await this.ensureSample(signal);
    return this.view();
  }

  private async ensureSample(signal: AbortSignal): Promise<void> {
    if (this.window.latest === undefined) await this.watch.readNow(signal);
  }

  private setInterval(intervalMs: LiveIntervalMs): Promise<null> {
    if (intervalMs === 0) this.interruption ??= "the live view was off";
    this.intervalMs = intervalMs;
    this.watch.setInterval(intervalMs);
    return Promise.resolve(null);
  }

  private async read(signal: AbortSignal): Promise<GroupSample> {
    const { gateway, groupId, now } = this.options;
    const topics = [...new Set(this.window.latest?.partitions.map(({ topic }) => topic))];
    return readGroupSample(gateway(), groupId, { now, topics }, signal);
  }

  private take(read: GroupSample): void {
    const isFirst = this.window.latest === undefined;
    const { interruption } = this;
    const sample = interruption === undefined || isFirst ? read : { ...read, interruption };
    this.interruption = this.intervalMs === 0 ? "the live view was off" : undefined;
    this.window.add(sample);
    this.moments.add(sample);
    this.options.emit("view", this.view());
    if (this.wantsTimeline) this.options.emit("timeline", this.timeline());
    void this.readTimeLags(sample);
  }

  /** Beside the readings, which must not wait for messages. What cannot be read stays unknown. */
  private async readTimeLags(sample: GroupSample): Promise<void> {
    if (this.isReadingTimeLags) return;
    this.isReadingTimeLags = true;
    const { signal } = this.background;
    try {
      const hasNews = await this.timeLags.refresh(this.options.gateway(), sample, signal);
      if (hasNews && !signal.aborted) this.options.emit("view", this.view());
    } catch (error) {
      if (!(error instanceof KafkaError)) throw error;
    } finally {
      this.isReadingTimeLags = false;
    }
  }

  private async explain(signal: AbortSignal): Promise<readonly ExplainFinding[]> {
    if (this.intervalMs === 0) await this.watch.readNow(signal);
    else await this.ensureSample(signal);
    const progress = this.progress();
    const producers = await readProducers(this.options.gateway(), progress.now, signal);
    const findings = explainGroup({
      samples: this.window.samples,
      progress,
      timeline: this.groupTimeline(),
      producers,
      words: { number: this.options.formatNumber, time: (at) => this.clockTime(at) },
    });
    return findings.map(toExplainFinding);
  }

  private async exportTimeline(format: TimelineFormat, signal: AbortSignal): Promise<null> {
    await this.ensureSample(signal);
    const { groupId, clusterName, timeZone, saveFile } = this.options;
    await saveFile(timelineFile(this.timeline(), format, { groupId, clusterName, timeZone }));
    return null;
  }

  private view(): GroupView {
    const { clusterId, groupId, clusterName, formatNumber, arrangement } = this.options;
    const saved = { clusterId, groupId, intervalMs: this.intervalMs, tab: this.tab };
    return toView({
      saved: arrangement === undefined ? saved : { ...saved, arrangement },
      clusterName,
      progress: this.progress(),
      timeLags: this.timeLags,
      writeObstacle: this.options.writeObstacle(),
      formatTime: (atMs) => this.fullTime(atMs),
      formatNumber,
    });
  }

  private timeline(): Timeline {
    return toTimeline(this.groupTimeline(), this.options.timeZone);
  }

  private groupTimeline(): GroupTimeline {
    return timelineOf(this.moments.all, (atMs) => this.clockTime(atMs));
  }

  /** "2026-11-20 14:00:01.220 UTC" */
  private fullTime(atMs: number): string {
    const { timeZone } = this.options;
    return `${formatInstant(BigInt(atMs), timeZone) ?? ""} ${timeZone}`;
  }

  /** "14:00:01.220" */
  private clockTime(atMs: number): string {
    return formatInstant(BigInt(Math.round(atMs)), this.options.timeZone)?.split(" ")[1] ?? "";
  }

  private progress(): GroupProgress {
    const { latest, samples } = this.window;
    if (this.known?.now !== latest) this.known = progressOf(samples);
    if (this.known !== undefined) return this.known;
    throw new KafkaError("The group was not read yet.", { kind: "invalidInput" });
  }

  private committedAt({ topic, partition }: TopicPartition): Position {
    const found = this.window.latest?.partitions.find(
      (one) => one.topic === topic && one.partition === partition,
    );
    if (typeof found?.committed === "bigint") return { topic, partition, offset: found.committed };
    throw new KafkaError("The group has no committed offset there.", { kind: "invalidInput" });
  }
}

function scopeOf(topic: string | undefined, partition: number | undefined): ResetScope {
  if (topic === undefined) return { kind: "allTopics" };
  if (partition === undefined) return { kind: "topics", topics: [topic] };
  return { kind: "partitions", partitions: [{ topic, partition }] };
}
