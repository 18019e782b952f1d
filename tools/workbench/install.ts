import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import path from "node:path";

import { withLock } from "../bootstrap/lock.mjs";
import { installPackages, npm } from "../bootstrap/npm.mjs";
import { ToolError, step } from "../bootstrap/steps.mjs";
import { repositoryRoot } from "../paths";

export const workbenchDirectory = path.join(repositoryRoot, "tools/workbench");

const modules = path.join(workbenchDirectory, "node_modules");
const codeServerDirectory = path.join(modules, "code-server");
/** In node_modules, so that a new `npm ci` there takes it away. */
const stampFile = path.join(modules, ".complete");
/** Without them code-server runs, but its log output channels stay empty. */
const addons = ["@vscode/spdlog", "@vscode/native-watchdog"];

export const codeServerEntry = path.join(codeServerDirectory, "out/node/entry.js");

/** Installs code-server and Chromium from npm the first time; runs at the same time wait for one another. */
export async function installWorkbench(): Promise<void> {
  await installPackages(
    workbenchDirectory,
    "Installing the workbench (1 of 3): code-server and Chromium",
  );
  if (existsSync(stampFile)) return;
  await withLock(path.join(workbenchDirectory, "complete.lock"), async () => {
    if (existsSync(stampFile)) return;
    await installServerPackages();
    await buildAddons();
    await writeFile(stampFile, "");
  });
}

/** code-server's own lock file is out of step with its manifest, and one of its addons wants system headers. */
async function installServerPackages(): Promise<void> {
  const args = ["--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock"];
  await step("Installing the workbench (2 of 3): the server's packages", () =>
    npm(path.join(codeServerDirectory, "lib/vscode"), ["install", ...args]),
  );
}

async function buildAddons(): Promise<void> {
  try {
    await step("Installing the workbench (3 of 3): the native logger", () =>
      npm(
        path.join(codeServerDirectory, "lib/vscode"),
        ["rebuild", "--ignore-scripts=false", ...addons],
        // the headers that came with the running Node: fetching them is a download from elsewhere
        { npm_config_nodedir: path.dirname(path.dirname(process.execPath)) },
      ),
    );
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    process.stderr.write(
      "  The native logger was not built (it needs g++, make and python3): log output channels stay empty.\n",
    );
  }
}
