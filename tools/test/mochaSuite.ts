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
  const files = await bundleSuite(suite.name, selection.file);
  const reportFile = reportFileOf(suite.name);
  const order: WorkerOrder = {
    files,
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
  const isLate = await endedLate(worker, suite.timeoutMs);
  if (isLate) return failedToRun(`Not finished after ${suite.timeoutMs / 1000} s`);
  return (await readReport(reportFile)) ?? failedToRun("The process ended without a report");
}

async function endedLate(worker: OwnedProcess, timeoutMs: number): Promise<boolean> {
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    void worker.kill();
  }, timeoutMs);
  await worker.exited;
  clearTimeout(timer);
  return isLate;
}
