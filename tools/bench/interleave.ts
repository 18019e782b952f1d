/**
 * Runs every contestant once a round, each round beginning with another one, so that a machine that grows slower
 * or warmer does so for all. Results are per contestant, in the order of the rounds.
 */
export async function interleave<T>(
  contestants: readonly ((round: number) => Promise<T>)[],
  rounds: number,
): Promise<readonly (readonly T[])[]> {
  const results: T[][] = contestants.map(() => []);
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < contestants.length; turn++) {
      const index = (turn + round) % contestants.length;
      const run = contestants[index];
      if (run) results[index]?.push(await run(round));
    }
  }
  return results;
}
