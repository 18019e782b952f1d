import { createHash } from "node:crypto";
import { existsSync, statSync } from "node:fs";
import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import path from "node:path";

import { withLock } from "../bootstrap/lock.mjs";
import { ToolError, step, tail } from "../bootstrap/steps.mjs";
import { outDirectory, repositoryRoot } from "../paths";
import { capture } from "../process/capture";

/** All that the extension is made of. */
const inputs = [
  "src",
  "webview",
  "media",
  "docs/images",
  "package.json",
  "package-lock.json",
  "esbuild.mjs",
  "tsconfig.json",
  ".vscodeignore",
  "README.md",
  "CHANGELOG.md",
  "LICENSE",
];

const currentVsix = path.join(outDirectory, "package/kafka-offsets.vsix");

/** Builds the extension and packs it into `file`. @throws ToolError when vsce fails or warns. */
export async function packageExtension(file: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  const vsce = path.join(path.dirname(require.resolve("@vscode/vsce/package.json")), "vsce");
  const result = await capture(
    process.execPath,
    // bundles hold all that the extension needs
    [vsce, "package", "--no-dependencies", "--out", file],
    { cwd: repositoryRoot },
  );
  const printed = `${result?.stdout ?? ""}\n${result?.stderr ?? ""}`;
  if (result?.exitCode !== 0) throw new ToolError(`vsce failed:\n${tail(printed)}`);
  if (/\bWARNING\b/.test(printed)) throw new ToolError(`vsce warned:\n${tail(printed)}`);
}

/** The VSIX of the sources as they are, packed again only when they have changed. */
export function ensureVsix(): Promise<string> {
  return withLock(`${currentVsix}.lock`, packIfChanged);
}

async function packIfChanged(): Promise<string> {
  const stampFile = `${currentVsix}.sha256`;
  const hash = await hashInputs();
  const packed = await readFile(stampFile, "utf8").catch(() => "");
  if (packed !== hash || !existsSync(currentVsix)) {
    await step("Packaging the extension", () => packageExtension(currentVsix));
    await writeFile(stampFile, hash);
  }
  return currentVsix;
}

async function hashInputs(): Promise<string> {
  const hash = createHash("sha256");
  for (const file of await inputFiles()) {
    hash.update(`${file}\0`).update(await readFile(path.join(repositoryRoot, file)));
  }
  return hash.digest("hex");
}

async function inputFiles(): Promise<string[]> {
  const files: string[] = [];
  for (const input of inputs) {
    const absolute = path.join(repositoryRoot, input);
    if (!existsSync(absolute)) continue;
    if (statSync(absolute).isFile()) files.push(input);
    else files.push(...(await filesBelow(absolute)));
  }
  return files.sort();
}

async function filesBelow(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(repositoryRoot, path.join(entry.parentPath, entry.name)));
}
