import { formatIsoInstant } from "../../decode/instants";
import { visibleText } from "../../decode/visibleText";
import { textCell } from "../../export/csv";
import type { Timeline } from "./protocol";
import { timelineSvg, type TimelineSubject } from "./timelineSvg";

export type TimelineFormat = "json" | "csv" | "svg";

export interface TextFile {
  /** A name that every file system takes. */
  readonly name: string;
  readonly text: string;
}

export function timelineFile(
  timeline: Timeline,
  format: TimelineFormat,
  subject: TimelineSubject,
): TextFile {
  const group = subject.groupId.replace(/[^A-Za-z0-9._-]+/g, "_").slice(0, 80);
  const name = `rebalances-${group === "" ? "group" : group}.${format}`;
  switch (format) {
    case "json":
      return { name, text: toJson(timeline, subject) };
    case "csv":
      return { name, text: toCsv(timeline) };
    case "svg":
      return { name, text: timelineSvg(timeline, subject) };
  }
}

function toJson(timeline: Timeline, { groupId, clusterName }: TimelineSubject): string {
  const { fromMs, toMs, members, spans, states, events } = timeline;
  const whole = {
    groupId: visibleText(groupId),
    clusterName: visibleText(clusterName),
    from: iso(fromMs),
    to: iso(toMs),
    members,
    spans: spans.map(({ fromMs: from, toMs: to, ...span }) => ({
      ...span,
      from: iso(from),
      to: iso(to),
    })),
    states: states.map((span) => ({
      state: span.state,
      from: iso(span.fromMs),
      to: iso(span.toMs),
    })),
    events: events.map(({ atMs, ...event }) => ({ at: iso(atMs), ...event })),
  };
  return `${JSON.stringify(whole, undefined, 2)}\n`;
}

const columns = ["what", "from", "to", "topic", "partition", "member", "memberId", "text"] as const;

type Row = Readonly<Partial<Record<(typeof columns)[number], string>>>;

function toCsv({ spans, states, events }: Timeline): string {
  const rows: Row[] = [
    ...spans.map(({ fromMs, toMs, topic, partition, label, memberId = "" }) => ({
      what: memberId === "" ? "nobody" : "owner",
      from: iso(fromMs),
      to: iso(toMs),
      topic: textCell(topic),
      partition: String(partition),
      member: label,
      memberId: textCell(memberId),
    })),
    ...states.map(({ fromMs, toMs, state }) => ({
      what: "state",
      from: iso(fromMs),
      to: iso(toMs),
      text: textCell(state),
    })),
    ...events.map(({ atMs, kind, text }) => ({
      what: `event ${kind}`,
      from: iso(atMs),
      text: textCell(text),
    })),
  ];
  const lines = rows.map((row) => columns.map((column) => row[column] ?? "").join(","));
  return [columns.join(","), ...lines].map((line) => `${line}\r\n`).join("");
}

function iso(atMs: number): string {
  return formatIsoInstant(BigInt(Math.round(atMs))) ?? "";
}
