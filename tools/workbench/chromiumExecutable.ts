import { existsSync } from "node:fs";
import { mkdir, readFile, rename, rm } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";

import { withLock } from "../bootstrap/lock.mjs";
import { ToolError, step } from "../bootstrap/steps.mjs";
import { cacheDirectory } from "../paths";
import { capture } from "../process/capture";
import { installWorkbench, workbenchDirectory } from "./install";

export interface ChromiumExecutable {
  readonly file: string;
  /** What it needs beyond the environment it is started from. */
  readonly env: Readonly<Record<string, string>>;
}

const packageDirectory = path.join(workbenchDirectory, "node_modules/@sparticuz/chromium");
const installedBrowsers = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
/** The browser, fonts for a machine without any, and libraries for one without Chromium's. */
const packedParts = ["chromium.br", "fonts.tar.br", "al2023.tar.br"];

/** `CHROMIUM` if set, else the npm package's, else one on the PATH. */
export async function findChromium(): Promise<ChromiumExecutable> {
  const chosen = process.env["CHROMIUM"];
  if (chosen) return { file: chosen, env: {} };
  if (process.platform === "linux" && process.arch === "x64") {
    const unpacked = await withWhatItLacks(await unpack());
    if (unpacked) return unpacked;
  }
  for (const name of installedBrowsers) {
    const result = await capture(name, ["--version"]);
    if (result?.exitCode === 0) return { file: name, env: {} };
  }
  throw new ToolError(
    "The ui and host suites need a Chromium, and npm's does not run on this system: install one, for example `apt-get install chromium`, or name its executable in CHROMIUM.",
  );
}

/** Unpacked once per version, into a folder of its own: the package re-uses what it finds, whatever the version. */
async function unpack(): Promise<string> {
  await installWorkbench();
  const manifest = await readFile(path.join(packageDirectory, "package.json"), "utf8");
  const { version } = JSON.parse(manifest) as { version: string };
  const directory = path.join(cacheDirectory, "chromium", version);
  if (existsSync(directory)) return directory;
  await withLock(`${directory}.lock`, async () => {
    if (existsSync(directory)) return;
    await step(`Unpacking Chromium ${version}`, () => unpackInto(directory));
  });
  return directory;
}

async function unpackInto(directory: string): Promise<void> {
  const entry = pathToFileURL(path.join(packageDirectory, "build/index.js")).href;
  const { inflate } = (await import(entry)) as { inflate: (file: string) => Promise<string> };
  const unfinished = `${directory}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true });
  const before = process.env["TMPDIR"];
  // the package asks for the folder of temporary files as late as here
  process.env["TMPDIR"] = unfinished;
  try {
    await Promise.all(packedParts.map((part) => inflate(path.join(packageDirectory, "bin", part))));
  } finally {
    if (before === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = before;
  }
  await rename(unfinished, directory);
}

async function withWhatItLacks(directory: string): Promise<ChromiumExecutable | undefined> {
  const file = path.join(directory, "chromium");
  const fonts = existsSync("/etc/fonts") ? {} : { FONTCONFIG_PATH: path.join(directory, "fonts") };
  const libraries = { LD_LIBRARY_PATH: path.join(directory, "al2023/lib") };
  for (const env of [fonts, { ...fonts, ...libraries }]) {
    const result = await capture(file, ["--version"], { env: { ...process.env, ...env } });
    if (result?.exitCode === 0) return { file, env };
  }
  return undefined;
}
