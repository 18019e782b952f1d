import { readFile } from "node:fs/promises";
import path from "node:path";

import { workbenchDirectory } from "./install";

/** User settings without first-run pages, downloads, experiments and motion. */
export async function readQuietSettings(): Promise<Record<string, unknown>> {
  const file = path.join(workbenchDirectory, "settings.json");
  return JSON.parse(await readFile(file, "utf8")) as Record<string, unknown>;
}
