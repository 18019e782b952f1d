import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";

import { ToolError } from "../bootstrap/steps.mjs";
import { ensureVsix } from "../package/vsix";
import { findFreePortFrom, isPortFree } from "../process/ports";
import { machineSettingsFile, startCodeServer, type CodeServer } from "../workbench/codeServer";
import { installExtension } from "../workbench/installExtension";
import { withDemoCluster } from "./clusterSettings";
import { demoDirectory, demoPassword } from "./folder";

/** The browser keeps secrets per address: another port would not find them. */
const firstChoicePort = 8_137;

const directory = path.join(demoDirectory, "browser");
const installedFile = path.join(directory, "installed");

/** Starts the workbench for the browser with the packaged extension in it. */
export async function startWorkbench(
  bootstrapServers: string,
  wantedPort: number | undefined,
  signal: AbortSignal,
): Promise<CodeServer> {
  const port = wantedPort ?? (await findFreePortFrom(firstChoicePort));
  if (!(await isPortFree(port))) {
    throw new ToolError(`Port ${port} is taken: choose another with --port.`);
  }
  await installOnce(await ensureVsix());
  return startCodeServer({
    directory,
    port,
    password: await demoPassword(),
    userSettings: { "workbench.startupEditor": "readme" },
    machineSettings: await withDemoCluster(machineSettingsFile(directory), bootstrapServers),
    signal,
  });
}

async function installOnce(vsix: string): Promise<void> {
  const hash = await readFile(`${vsix}.sha256`, "utf8");
  if ((await readFile(installedFile, "utf8").catch(() => "")) === hash) return;
  await installExtension(vsix, directory);
  await writeFile(installedFile, hash);
}
