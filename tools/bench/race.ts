import type { Comparison, Peer, Unit } from "./comparison";
import { interleave } from "./interleave";
import type { JobRun } from "./jobs";
import { median } from "./medians";

/** One client at one piece of work. */
export interface Contestant {
  readonly peer: Peer | "ours";
  /** Runs that are not counted, for a client that is warm in use. */
  readonly warmUps?: number;
  /** How often it does the work in a row, the median counting as one run: what ran before cools a client down. */
  readonly repeats?: number;
  run(round: number): Promise<JobRun>;
}

/** All runs of all contestants; of each round the outcomes were the same. */
export type RaceResult = ReadonlyMap<Peer | "ours", readonly JobRun[]>;

/** @throws when two contestants disagree about the outcome: a quick wrong answer is worth nothing. */
export async function race(
  contestants: readonly Contestant[],
  rounds: number,
  onRun: (peer: string, run: JobRun) => void,
): Promise<RaceResult> {
  for (const contestant of contestants) {
    for (let turn = 0; turn < (contestant.warmUps ?? 0); turn++) await contestant.run(turn);
  }
  const outcomes: { readonly peer: string; readonly run: JobRun }[] = [];
  const runs = await interleave(
    contestants.map((contestant) => async (round: number): Promise<JobRun> => {
      const run = await runRepeatedly(contestant, round);
      const first = (outcomes[round] ??= { peer: contestant.peer, run });
      requireSameRows(first, { peer: contestant.peer, run });
      onRun(contestant.peer, run);
      return run;
    }),
    rounds,
  );
  return new Map(contestants.map(({ peer }, index) => [peer, runs[index] ?? []]));
}

/** Ours beside each of the others. */
export function comparisons(
  { name, unit }: { readonly name: string; readonly unit: Unit },
  result: RaceResult,
  measureOf: (run: JobRun) => number = ({ ms }) => ms,
): readonly Comparison[] {
  const middle = (runs: readonly JobRun[]): number => median(runs.map(measureOf));
  const ours = middle(result.get("ours") ?? []);
  return [...result].flatMap(([peer, runs]) =>
    peer === "ours" ? [] : [{ name, peer, unit, ours, theirs: middle(runs) }],
  );
}

/** Of what is measured besides time. @throws when a run lacks it. */
export function figure(name: string): (run: JobRun) => number {
  return ({ figures }) => {
    const value = figures?.[name];
    if (value === undefined || !Number.isFinite(value)) throw new Error(`No ${name} was measured`);
    return value;
  };
}

async function runRepeatedly(contestant: Contestant, round: number): Promise<JobRun> {
  const { repeats = 1 } = contestant;
  const runs: JobRun[] = [];
  for (let turn = 0; turn < repeats; turn++) runs.push(await contestant.run(round));
  const [first] = runs;
  if (first === undefined) throw new Error("Nothing was run");
  for (const other of runs) {
    requireSameRows({ peer: "one run", run: first }, { peer: "the next", run: other });
  }
  return { ...first, ms: median(runs.map(({ ms }) => ms)) };
}

interface Outcome {
  readonly peer: string;
  readonly run: JobRun;
}

function requireSameRows(one: Outcome, other: Outcome): void {
  const [rows, others] = [one.run.rows, other.run.rows];
  const at = rows.findIndex((row, index) => row !== others[index]);
  if (at < 0 && rows.length === others.length) return;
  const index = at < 0 ? rows.length : at;
  throw new Error(
    `${one.peer} and ${other.peer} disagree: ${rows.length} and ${others.length} rows, of which row ${index} is "${rows[index] ?? ""}" and "${others[index] ?? ""}".`,
  );
}
