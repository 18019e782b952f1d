import path from "node:path";

import { runTests } from "@vscode/test-electron";

import { cacheDirectory, repositoryRoot } from "../paths";
import { finishHostRun, prepareHostRun } from "./hostRun";
import type { SuiteReport } from "./report";
import type { SuiteContext } from "./suiteContext";

/** Runs the host suite in a desktop VS Code, downloaded first unless `VSCODE_PATH` names one. */
export async function runElectronSuite(context: SuiteContext): Promise<SuiteReport> {
  const hostRun = await prepareHostRun("electron", context);
  const installed = process.env["VSCODE_PATH"];
  let outcome = "ended without a report";
  try {
    await runTests({
      ...(installed ? { vscodeExecutablePath: installed } : {}),
      version: process.env["VSCODE_VERSION"] ?? "stable",
      cachePath: path.join(cacheDirectory, "vscode"),
      extensionDevelopmentPath: repositoryRoot,
      extensionTestsPath: hostRun.entry,
      extensionTestsEnv: hostRun.env,
      launchArgs: [
        hostRun.workspace,
        `--user-data-dir=${path.join(hostRun.directory, "data")}`,
        "--disable-extensions",
        "--disable-gpu",
      ],
    });
  } catch (error) {
    outcome = error instanceof Error ? error.message : String(error);
  }
  return finishHostRun(hostRun, `VS Code: ${outcome}`);
}
