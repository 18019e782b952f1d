import path from "node:path";

import { repositoryRoot } from "../paths";
import { OwnedProcess } from "../process/ownedProcess";
import { bundleScript, bundleSuite, type SuiteName } from "./bundles";
import { failedToRun, readReport, type SuiteReport } from "./report";
import { runDirectory } from "./runDirectory";
import type { SuiteContext } from "./suiteContext";
import type { WorkerOrder } from "./worker";

export interface MochaSuite {
  readonly name: SuiteName;
  readonly env?: Readonly<Record<string, string>>;
  /** Of one test, unless the test sets its own. */
  readonly testTimeoutMs: number;
  /** Of the whole suite. */
  readonly timeoutMs: number;
}

/** Where the process that runs the suite leaves its report. */
export function reportFileOf(suite: string): string {
  return path.join(runDirectory, `${suite}.json`);
}

/** Runs a suite with mocha in a Node process of its own. */
export async function runMochaSuite(
  suite: MochaSuite,
  { selection, lifetime }: SuiteContext,
): Promise<SuiteReport> {
  const file = await bundleSuite(suite.name, selection.file);
  const reportFile = reportFileOf(suite.name);
  const order: WorkerOrder = {
    file,
    reportFile,
    timeoutMs: suite.testTimeoutMs,
    grep: selection.grep,
  };
  const worker = await OwnedProcess.start(
    process.execPath,
    [...process.execArgv, await bundleScript("worker"), JSON.stringify(order)],
    {
      cwd: repositoryRoot,
      env: { ...process.env, ...suite.env },
      stdio: ["ignore", "inherit", "inherit"],
    },
  );
  lifetime.own(() => worker.kill());
  const reason = await reasonWithoutReport(worker, suite.timeoutMs);
  return (await readReport(reportFile)) ?? failedToRun(reason);
}

/** Waits for the process's end, and says how it came about. */
async function reasonWithoutReport(worker: OwnedProcess, timeoutMs: number): Promise<string> {
  const late = new AbortController();
  const timer = setTimeout(() => {
    late.abort();
    void worker.kill();
  }, timeoutMs);
  const { code, signal } = await worker.exited;
  clearTimeout(timer);
  if (late.signal.aborted) return `Not finished after ${timeoutMs / 1000} s`;
  return `The process ended without a report: ${signal ?? `exit code ${String(code)}`}`;
}
