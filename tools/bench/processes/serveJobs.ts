import { createInterface } from "node:readline";

import type { JobAnswer, JobHandlers, JobQuestion, JobRun } from "../jobs";

/**
 * The life of a measured process: does the one job that its arguments name and ends, or serves a job per line of
 * standard input until that closes. Arguments: bootstrap servers, then optionally a job as JSON.
 */
export async function serveJobs(
  handlersFor: (bootstrapServers: readonly string[]) => JobHandlers,
): Promise<never> {
  const [servers = "", question] = process.argv.slice(2);
  const handlers = handlersFor(servers.split(","));
  if (question !== undefined) {
    const answer = await answerTo(question, handlers);
    process.stdout.write(`${JSON.stringify(answer)}\n`, () => process.exit(0));
  }
  for await (const line of createInterface({ input: process.stdin })) {
    process.stdout.write(`${JSON.stringify(await answerTo(line, handlers))}\n`);
  }
  process.exit(0);
}

async function answerTo(line: string, handlers: JobHandlers): Promise<JobAnswer> {
  try {
    const { job, params } = JSON.parse(line) as JobQuestion;
    const handle = handlers[job] as ((params: unknown) => Promise<JobRun>) | undefined;
    if (handle === undefined) throw new Error(`No job ${job}`);
    const run = await handle(params);
    return { ...run, rows: run.rows.toSorted() };
  } catch (error) {
    return { failure: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

/** Times the work alone; making rows of its outcome comes afterwards. */
export async function timed<T>(
  work: () => Promise<T>,
  rowsOf: (value: T) => readonly string[],
): Promise<JobRun> {
  const startedAt = performance.now();
  const value = await work();
  const ms = performance.now() - startedAt;
  return { ms, rows: rowsOf(value) };
}
