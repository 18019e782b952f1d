import type { StatusPoint } from "./groupStatus";

export interface Rates {
  /** Offsets per second; undefined with fewer than two samples, and after the commit was moved back. */
  readonly consumedPerSecond: number | undefined;
  readonly producedPerSecond: number | undefined;
}

/** Long enough to hold several commits of a consumer that commits every five seconds. */
const rateSpanMs = 60_000;

/** Over the last minute of the points, which are oldest first. */
export function ratesOf(points: readonly StatusPoint[]): Rates {
  const now = points.at(-1)?.atMs ?? 0;
  const recent = points.filter(({ atMs }) => now - atMs <= rateSpanMs);
  return {
    consumedPerSecond: growthPerSecond(recent.map(({ atMs, committed: at }) => ({ atMs, at }))),
    producedPerSecond: growthPerSecond(recent.map(({ atMs, end: at }) => ({ atMs, at }))),
  };
}

function growthPerSecond(
  points: readonly { readonly atMs: number; readonly at: bigint | undefined }[],
): number | undefined {
  const known = points.filter(({ at }) => at !== undefined);
  const [first, last] = [known[0], known.at(-1)];
  if (first?.at === undefined || last?.at === undefined || last.atMs <= first.atMs)
    return undefined;
  const grown = last.at - first.at;
  return grown < 0n ? undefined : (Number(grown) * 1000) / (last.atMs - first.atMs);
}

/** Until the lag is gone at these rates; undefined when it never will be, or is not known. */
export function etaMs(
  lag: bigint | undefined,
  { consumedPerSecond, producedPerSecond }: Rates,
): number | undefined {
  if (lag === 0n) return 0;
  if (lag === undefined || consumedPerSecond === undefined || producedPerSecond === undefined)
    return undefined;
  const gained = consumedPerSecond - producedPerSecond;
  return gained > 0 ? Math.round((Number(lag) * 1000) / gained) : undefined;
}
