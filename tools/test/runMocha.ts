import { writeFileSync } from "node:fs";
import { format as formatLine } from "node:util";

import Mocha from "mocha";

import { failedToRun, type SuiteReport, type TestFailure } from "./report";

export interface MochaRun {
  readonly file: string;
  readonly reportFile: string;
  readonly timeoutMs: number;
  readonly grep?: string | undefined;
  /** Prints a line of progress. */
  readonly print: (line: string) => void;
}

/** Runs bundled test files in this process and writes the report. Never throws for what a test file does. */
export async function runMocha(run: MochaRun): Promise<SuiteReport> {
  const report = await loadAndRun(run).catch((error: unknown) =>
    failedToRun(error instanceof Error ? (error.stack ?? error.message) : String(error)),
  );
  writeFileSync(run.reportFile, JSON.stringify(report, undefined, 2));
  return report;
}

async function loadAndRun({ file, timeoutMs, grep, print }: MochaRun): Promise<SuiteReport> {
  const mocha = new Mocha({
    ui: "bdd",
    timeout: timeoutMs,
    color: process.stdout.isTTY,
    // a forgotten `.only` must not make the closing line green
    forbidOnly: Boolean(process.env["CI"]),
    ...(grep === undefined ? {} : { grep }),
  });
  Mocha.reporters.Base.consoleLog = (format?: unknown, ...values: unknown[]) => {
    print(formatLine(format ?? "", ...values));
  };
  mocha.addFile(file);
  return collect(mocha);
}

function collect(mocha: Mocha): Promise<SuiteReport> {
  return new Promise((resolve) => {
    const failures: TestFailure[] = [];
    const runner = mocha.run(() => {
      const { passes = 0, pending = 0, failures: failed = 0 } = runner.stats ?? {};
      const ran = passes + pending + failed;
      resolve(
        ran === 0
          ? failedToRun("No test was found")
          : { passed: passes, failed, skipped: pending, failures },
      );
    });
    runner.on("fail", (test: Mocha.Runnable, error: Error) => {
      failures.push({ title: test.fullTitle(), reason: error.stack ?? error.message });
    });
  });
}
