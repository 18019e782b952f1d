import { mkdir, readFile } from "node:fs/promises";
import path from "node:path";

import { ToolError, tail } from "../bootstrap/steps.mjs";
import { repositoryRoot } from "../paths";
import { capture } from "../process/capture";
import { bundleScript, bundleSuite } from "./bundles";
import { hostOrderVariable, type HostOrder } from "./hostOrder";
import { reportFileOf } from "./mochaSuite";
import { failedToRun, readReport, type SuiteReport } from "./report";
import { runDirectory } from "./runDirectory";
import type { SuiteContext } from "./suiteContext";

const testTimeoutMs = 30_000;
export const hostTimeoutMs = 300_000;

/** The same for every editor that can run the host suite. */
export interface HostRun {
  /** A folder of the run's own. */
  readonly directory: string;
  /** The folder the editor opens. */
  readonly workspace: string;
  /** The script whose `run()` the editor calls. */
  readonly entry: string;
  /** For the extension host. */
  readonly env: Readonly<Record<string, string>>;
}

/** Builds the extension and the suite's bundle. */
export async function prepareHostRun(
  editor: "host" | "electron",
  context: SuiteContext,
): Promise<HostRun> {
  const directory = path.join(runDirectory, editor);
  const workspace = path.join(directory, "workspace");
  await mkdir(workspace, { recursive: true });
  await buildExtension();
  const order: HostOrder = {
    file: await bundleSuite("host", context.selection.file),
    reportFile: reportFileOf(editor),
    logFile: logFileOf(directory),
    timeoutMs: testTimeoutMs,
    grep: context.selection.grep,
  };
  return {
    directory,
    workspace,
    entry: await bundleScript("hostIndex"),
    env: {
      KAFKA_OFFSETS_TEST_BOOTSTRAP: await context.bootstrapServers(),
      [hostOrderVariable]: JSON.stringify(order),
    },
  };
}

/** Prints what the run printed, and returns its report. */
export async function finishHostRun(
  { directory, env }: HostRun,
  whyNone: string,
): Promise<SuiteReport> {
  process.stdout.write(await readFile(logFileOf(directory), "utf8").catch(() => ""));
  const { reportFile } = JSON.parse(env[hostOrderVariable] ?? "") as HostOrder;
  return (await readReport(reportFile)) ?? failedToRun(whyNone);
}

function logFileOf(directory: string): string {
  return path.join(directory, "mocha.log");
}

async function buildExtension(): Promise<void> {
  const result = await capture(process.execPath, ["esbuild.mjs"], { cwd: repositoryRoot });
  if (result?.exitCode !== 0) {
    throw new ToolError(`The extension could not be built:\n${tail(result?.stderr ?? "")}`);
  }
}
