import { readFile } from "node:fs/promises";

export interface TestFailure {
  readonly title: string;
  readonly reason: string;
}

/** What one suite's run came to; written as JSON by the process that ran it. */
export interface SuiteReport {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly failures: readonly TestFailure[];
}

/** A suite that could not run at all counts as one failure. */
export function failedToRun(reason: string): SuiteReport {
  return { passed: 0, failed: 1, skipped: 0, failures: [{ title: "The suite", reason }] };
}

/** What failed, once more at the end, where the many lines of a run do not bury it. */
export function failureLines(suite: string, { failures }: SuiteReport): string[] {
  return failures.map(
    ({ title, reason }) => `\n✗ ${suite}: ${title}\n  ${reason.replaceAll("\n", "\n  ")}`,
  );
}

export async function readReport(file: string): Promise<SuiteReport | undefined> {
  try {
    return JSON.parse(await readFile(file, "utf8")) as SuiteReport;
  } catch {
    return undefined;
  }
}

export function addUp(reports: readonly SuiteReport[]): SuiteReport {
  return {
    passed: sum(reports, (report) => report.passed),
    failed: sum(reports, (report) => report.failed),
    skipped: sum(reports, (report) => report.skipped),
    failures: reports.flatMap((report) => report.failures),
  };
}

/** The one line a run closes with. */
export function closingLine({ passed, failed, skipped }: SuiteReport): string {
  const tail = skipped > 0 ? `, ${skipped} skipped` : "";
  return `${passed} passed, ${failed} failed${tail}`;
}

function sum(reports: readonly SuiteReport[], of: (report: SuiteReport) => number): number {
  return reports.reduce((total, report) => total + of(report), 0);
}
