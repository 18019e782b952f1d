import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";

import { ToolError, tail } from "../bootstrap/steps.mjs";
import { ensureVsix } from "../package/vsix";
import { capture } from "../process/capture";
import { OwnedProcess } from "../process/ownedProcess";
import { readQuietSettings } from "../workbench/quietSettings";
import { withDemoCluster } from "./clusterSettings";
import { demoDirectory } from "./folder";

const program = process.platform === "win32" ? "code.cmd" : "code";

/** @throws ToolError when there is no VS Code to open: better said before minutes of preparation. */
export async function requireDesktop(): Promise<void> {
  if (await capture(program, ["--version"])) return;
  throw new ToolError(
    "--desktop needs VS Code's `code` on the PATH: install VS Code from https://code.visualstudio.com, or leave --desktop out to use the browser.",
  );
}

/** Opens the desktop's VS Code with a profile of the demo's own; the process runs until its window closes. */
export async function openDesktop(
  workspace: string,
  bootstrapServers: string,
): Promise<OwnedProcess> {
  const directory = path.join(demoDirectory, "desktop");
  const settingsFile = path.join(directory, "data/User/settings.json");
  await mkdir(path.dirname(settingsFile), { recursive: true });
  const settings = {
    ...(await readQuietSettings()),
    ...(await withDemoCluster(settingsFile, bootstrapServers)),
  };
  await writeFile(settingsFile, JSON.stringify(settings, undefined, 2));
  const profile = [
    `--user-data-dir=${path.join(directory, "data")}`,
    `--extensions-dir=${path.join(directory, "extensions")}`,
  ];
  const vsix = await ensureVsix();
  const installed = await capture(program, [...profile, "--install-extension", vsix, "--force"]);
  if (installed?.exitCode !== 0) {
    throw new ToolError(
      `VS Code could not install the extension:\n${tail(installed?.stderr ?? "it cannot be started")}`,
    );
  }
  return OwnedProcess.start(program, [...profile, "--new-window", "--wait", workspace], {
    stdio: "ignore",
  });
}
