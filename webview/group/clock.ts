const minute = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
const second = { ...minute, second: "2-digit" } as const;

/** Tells the timeline's times in the time zone that the host's own sentences are in. */
export class Clock {
  // Costly to make, and asked for by every span.
  private readonly minutes: Intl.DateTimeFormat;
  private readonly seconds: Intl.DateTimeFormat;
  private readonly milliseconds: Intl.DateTimeFormat;
  private readonly days: Intl.DateTimeFormat;
  private readonly offsets: Intl.DateTimeFormat;

  /** @param timeZone IANA name */
  constructor(readonly timeZone: string) {
    this.minutes = new Intl.DateTimeFormat("en-GB", { ...minute, timeZone });
    this.seconds = new Intl.DateTimeFormat("en-GB", { ...second, timeZone });
    this.milliseconds = new Intl.DateTimeFormat("en-GB", {
      ...second,
      fractionalSecondDigits: 3,
      timeZone,
    });
    this.days = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone });
    this.offsets = new Intl.DateTimeFormat("en-GB", { timeZone, timeZoneName: "longOffset" });
  }

  /** "14:00:01" */
  time(atMs: number): string {
    return this.seconds.format(atMs);
  }

  /** "14:00:01.220" */
  exactTime(atMs: number): string {
    return this.milliseconds.format(atMs);
  }

  /** "14:00" where a tick is on a minute, "21 Nov" where it is on a day. */
  tick(atMs: number, stepMs: number): string {
    if (stepMs >= dayMs) return this.days.format(atMs);
    return (stepMs < 60_000 ? this.seconds : this.minutes).format(atMs);
  }

  /** Round local times between two others, `most` of them at most. */
  ticksBetween(fromMs: number, toMs: number, most: number): Ticks {
    const span = toMs - fromMs;
    if (!(span > 0)) return { stepMs: 1000, atMs: [] };
    const wholeDaysMs = Math.ceil(span / dayMs / most) * dayMs;
    const stepMs = tickStepsMs.find((step) => span / step <= most) ?? wholeDaysMs;
    const aheadMs = this.aheadOfUtcMs(fromMs);
    const first = Math.ceil((fromMs + aheadMs) / stepMs) * stepMs - aheadMs;
    const atMs: number[] = [];
    for (let at = first; at <= toMs; at += stepMs) atMs.push(at);
    return { stepMs, atMs };
  }

  private aheadOfUtcMs(atMs: number): number {
    const name = this.offsets.formatToParts(atMs).find(({ type }) => type === "timeZoneName");
    const [, sign, hours, minutes] = /^GMT([+-])(\d\d):(\d\d)/.exec(name?.value ?? "") ?? [];
    const ms = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000;
    return sign === "-" ? -ms : ms;
  }
}

const dayMs = 86_400_000;

const tickStepsMs = [
  1000,
  2000,
  5000,
  10_000,
  15_000,
  30_000,
  60_000,
  120_000,
  300_000,
  600_000,
  900_000,
  1_800_000,
  3_600_000,
  7_200_000,
  10_800_000,
  21_600_000,
  43_200_000,
  dayMs,
];

export interface Ticks {
  readonly stepMs: number;
  readonly atMs: readonly number[];
}
