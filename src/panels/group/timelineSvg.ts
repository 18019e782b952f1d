import { formatInstant } from "../../decode/instants";
import { visibleLine } from "../../decode/visibleText";
import type { OwnershipSpan, Timeline } from "./protocol";

/** What the timeline is of. */
export interface TimelineSubject {
  readonly groupId: string;
  readonly clusterName: string;
  /** IANA name: of the clock in the picture. The other formats tell instants in UTC. */
  readonly timeZone: string;
}

/** To be told apart on light and on dark paper, as the texts are. */
const memberColors = [
  "#3b82c4",
  "#d9822b",
  "#3a9e5c",
  "#b0549e",
  "#8a7a1f",
  "#c8504f",
  "#2f9c9c",
  "#7c6bc4",
] as const;

const neutral = "#808080";

const lane = { left: 180, width: 760, height: 22, gap: 6 } as const;
/** Of a topic's name, to fit beside its lane. */
const laneCharacters = 18;
const headHeight = 84;
const legendHeight = 20;
const eventHeight = 18;

/** A picture of the timeline: a lane for each partition, then the members, then the events. Text only from here. */
export function timelineSvg(timeline: Timeline, subject: TimelineSubject): string {
  const lanes = [...Map.groupBy(timeline.spans, nameOfLane)];
  const lanesHeight = lanes.length * (lane.height + lane.gap);
  const legendTop = headHeight + lanesHeight + 24;
  const eventsTop = legendTop + timeline.members.length * legendHeight + 24;
  const height = eventsTop + timeline.events.length * eventHeight + 24;
  const width = lane.left + lane.width + 20;
  const at = (ms: number): number => {
    const whole = Math.max(1, timeline.toMs - timeline.fromMs);
    return lane.left + ((ms - timeline.fromMs) / whole) * lane.width;
  };
  const clock = (ms: number): string =>
    formatInstant(BigInt(Math.round(ms)), subject.timeZone) ?? "";
  const title = `Rebalances of ${subject.groupId} on ${subject.clusterName}`;
  const colors = new Map(
    timeline.members.map(({ memberId, colorIndex }) => [
      memberId,
      memberColors[colorIndex % memberColors.length] ?? neutral,
    ]),
  );
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12" role="img">`,
    `<title>${escaped(title, 300)}</title>`,
    text(12, 22, title, { size: 15 }),
    text(
      12,
      42,
      `${clock(timeline.fromMs)} to ${clock(timeline.toMs)} ${subject.timeZone}, as far as it was seen from outside`,
    ),
    ...timeline.states.map((span) =>
      bar(at(span.fromMs), 56, at(span.toMs), 16, neutral, span.state),
    ),
    ...lanes.flatMap(([, spans], index) => {
      const top = headHeight + index * (lane.height + lane.gap);
      const { topic = "", partition = 0 } = spans[0] ?? {};
      return [
        text(12, top + 15, `${visibleLine(topic, laneCharacters)} ${partition}`),
        ...spans.map((span) => {
          const color = span.memberId === undefined ? undefined : colors.get(span.memberId);
          return bar(at(span.fromMs), top, at(span.toMs), lane.height, color, span.label);
        }),
      ];
    }),
    ...timeline.members.flatMap(({ memberId, label, clientId, host }, index) => {
      const top = legendTop + index * legendHeight;
      return [
        bar(12, top, 40, 14, colors.get(memberId), ""),
        text(48, top + 12, `${label} · ${clientId} · ${host}`),
      ];
    }),
    ...timeline.events.map(({ text: sentence }, index) =>
      text(12, eventsTop + index * eventHeight + 12, sentence),
    ),
    "</svg>",
  ];
  return `${parts.join("\n")}\n`;
}

function nameOfLane({ topic, partition }: OwnershipSpan): string {
  return `${topic} ${partition}`;
}

/** Without a colour: an empty frame, for what nobody owned. */
function bar(
  fromX: number,
  top: number,
  toX: number,
  height: number,
  color: string | undefined,
  label: string,
): string {
  const width = Math.max(1, toX - fromX);
  const paint =
    color === undefined
      ? `fill="none" stroke="${neutral}" stroke-dasharray="3 3"`
      : `fill="${color}"`;
  const box = `<rect x="${fromX.toFixed(1)}" y="${top}" width="${width.toFixed(1)}" height="${height}" rx="2" ${paint}/>`;
  const fits = label !== "" && width > label.length * 8;
  if (!fits) return box;
  const inside = text(fromX + 4, top + height - 5, label, { fill: "#ffffff" });
  return `${box}\n${inside}`;
}

function text(
  x: number,
  y: number,
  words: string,
  { size = 12, fill = neutral }: { readonly size?: number; readonly fill?: string } = {},
): string {
  return `<text x="${x.toFixed(1)}" y="${y}" font-size="${size}" fill="${fill}">${escaped(words, 400)}</text>`;
}

/** Names come from brokers: nothing of them may become an element or an attribute. */
function escaped(words: string, maxCharacters: number): string {
  return visibleLine(words, maxCharacters)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}
