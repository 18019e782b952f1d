import fc from "fast-check";
import { withBoundedMemory } from "./boundedMemory";

export interface FuzzRun {
  readonly seed: number;
  readonly cases: number;
  /** One case, or the way to a smaller one, as a failure tells it. */
  readonly path?: string | undefined;
  /** Called before each case. */
  readonly onCase?: () => void;
}

/** What holds of some part of the code for any input. */
export interface FuzzProperty {
  readonly title: string;
  /** How many of all cases it gets, compared with the others. */
  readonly share: number;
  /** @throws FuzzFailure for the smallest input found that breaks it */
  run(options: FuzzRun): void;
}

export interface FuzzPropertyOptions<Input> {
  readonly title: string;
  readonly input: fc.Arbitrary<Input>;
  /** Fails by throwing. */
  readonly check: (input: Input) => void;
  /** By default 1. */
  readonly share?: number;
  /** How much one case may allocate; by default 32. */
  readonly maxMebibytes?: number;
}

const defaultMaxMebibytes = 32;

export class FuzzFailure extends Error {
  override readonly name = "FuzzFailure";
}

export function fuzzProperty<Input>(options: FuzzPropertyOptions<Input>): FuzzProperty {
  const { title, input, check, share = 1, maxMebibytes = defaultMaxMebibytes } = options;
  return {
    title,
    share,
    run({ seed, cases, path, onCase }) {
      const property = fc.property(input, (value) => {
        onCase?.();
        withBoundedMemory(maxMebibytes, () => {
          check(value);
        });
      });
      const shortened = path === undefined ? {} : { path };
      const details = fc.check(property, { seed, numRuns: cases, ...shortened });
      if (!details.failed) return;
      const { counterexample, counterexamplePath, errorInstance } = details;
      throw new FuzzFailure(
        [
          `“${title}” does not hold: ${reasonOf(errorInstance)}`,
          `Input: ${fc.stringify(counterexample?.[0]).slice(0, 2_000)}`,
          againBy({ title, seed, path: counterexamplePath ?? "" }),
        ].join("\n"),
        { cause: errorInstance },
      );
    },
  };
}

/** The command that runs one case again. */
export function againBy({
  title,
  seed,
  path,
}: Readonly<{ title: string; seed: number; path: string }>): string {
  return `Again: npm run fuzz -- --property "${title}" --seed ${seed} --path ${path}`;
}

/** So many cases for each, by their shares; at least one. */
export function divideCases(
  properties: readonly FuzzProperty[],
  cases: number,
): ReadonlyMap<FuzzProperty, number> {
  const shares = properties.reduce((sum, { share }) => sum + share, 0);
  return new Map(
    properties.map((property) => [property, Math.ceil((cases * property.share) / shares)]),
  );
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
