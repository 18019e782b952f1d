import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";

import { ToolError, seconds } from "../bootstrap/steps.mjs";
import { outDirectory } from "../paths";
import { runTool, type Lifetime } from "../process/lifetime";
import { addUp, closingLine, failedToRun, failureLines, type SuiteReport } from "./report";
import { prepareRunDirectory } from "./runDirectory";
import { SuiteContext } from "./suiteContext";
import { defaultSuites, suites } from "./suites";

const usage = `npm test [-- ${Object.keys(suites).join(" | ")}] [--grep TEXT] [--file PART_OF_PATH]

Without a name: ${defaultSuites.join(", ")}.`;

async function main(args: string[], lifetime: Lifetime): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    options: { grep: { type: "string" }, file: { type: "string" }, help: { type: "boolean" } },
    allowPositionals: true,
  });
  if (values.help) {
    process.stdout.write(`${usage}\n`);
    return 0;
  }
  const names = positionals.length > 0 ? positionals : defaultSuites;
  const unknown = names.find((name) => !(name in suites));
  if (unknown !== undefined) throw new ToolError(`There is no suite "${unknown}".\n${usage}`);
  await prepareRunDirectory();
  const context = new SuiteContext({ grep: values.grep, file: values.file }, lifetime);
  const reports = new Map<string, SuiteReport>();
  for (const name of names) reports.set(name, await runSuite(name, context));
  if (lifetime.signal.aborted) return 1;
  for (const [name, report] of reports) {
    for (const line of failureLines(name, report)) process.stdout.write(`${line}\n`);
  }
  const total = addUp([...reports.values()]);
  process.stdout.write(`${closingLine(total)}\n`);
  return total.failed > 0 ? 1 : 0;
}

async function runSuite(name: string, context: SuiteContext): Promise<SuiteReport> {
  process.stdout.write(`\n━━ ${name}\n`);
  const startedAt = performance.now();
  const report = await (suites[name]?.(context) ?? Promise.reject(new Error(name))).catch(
    (error: unknown) => failedToRun(reasonOf(error)),
  );
  await writeReport(name, report);
  const took = seconds(performance.now() - startedAt);
  process.stdout.write(`━━ ${name}: ${closingLine(report)}, ${took}\n`);
  return report;
}

/** For other programs to read, always in the same place. */
async function writeReport(suite: string, report: SuiteReport): Promise<void> {
  const directory = path.join(outDirectory, "reports");
  await mkdir(directory, { recursive: true });
  await writeFile(path.join(directory, `${suite}.json`), JSON.stringify(report, undefined, 2));
}

function reasonOf(error: unknown): string {
  if (error instanceof ToolError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

void runTool(main);
