import { mkdir } from "node:fs/promises";

import { tail } from "../bootstrap/steps.mjs";
import { capture } from "../process/capture";
import { extensionsDirectory } from "./codeServer";
import { codeServerEntry, installWorkbench } from "./install";

/** Installs a VSIX into the profile that `startCodeServer` runs in that folder. */
export async function installExtension(vsixFile: string, directory: string): Promise<void> {
  await installWorkbench();
  await mkdir(directory, { recursive: true });
  const result = await capture(process.execPath, [
    codeServerEntry,
    ...["--config", `${directory}/config.yaml`],
    ...["--user-data-dir", `${directory}/data`],
    ...["--extensions-dir", extensionsDirectory(directory)],
    ...["--install-extension", vsixFile],
    "--force",
  ]);
  if (result?.exitCode !== 0) {
    throw new Error(
      `${vsixFile} could not be installed:\n${tail(`${result?.stdout ?? ""}\n${result?.stderr ?? ""}`)}`,
    );
  }
}
