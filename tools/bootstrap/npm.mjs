import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import process from "node:process";

import { withLock } from "./lock.mjs";
import { ToolError, step } from "./steps.mjs";

/** Runs npm in `directory`; its output is shown only when it fails. */
export async function npm(directory, args, env = {}) {
  const { exitCode, output } = await capture(directory, args, { ...process.env, ...env });
  if (exitCode !== 0) {
    throw new ToolError(`npm ${args.join(" ")} failed in ${directory}:\n${excerpt(output)}`);
  }
}

/** npm gives its reason first and ends with usage; a compiler's last words come last. */
function excerpt(output) {
  const lines = output.trim().split("\n");
  if (lines.length <= 40) return lines.join("\n");
  return [...lines.slice(0, 15), "…", ...lines.slice(-24)].join("\n");
}

function capture(directory, args, env) {
  return new Promise((resolve, reject) => {
    // an `npm --silent` around this one would silence it too, reasons of failures included
    const child = spawn("npm", ["--loglevel=error", "--no-update-notifier", ...args], {
      cwd: directory,
      env,
      stdio: ["ignore", "pipe", "pipe"],
      shell: process.platform === "win32",
    });
    let output = "";
    const keep = (chunk) => (output += chunk);
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.once("error", (error) =>
      reject(
        error.code === "ENOENT"
          ? new ToolError("npm was not found: install Node.js 20 or later together with its npm.")
          : error,
      ),
    );
    child.once("close", (code) => resolve({ exitCode: code ?? 1, output }));
  });
}

/** Installs a folder's packages exactly as its lock file says, unless they are already so. */
export async function installPackages(directory, title) {
  if (await isInstalled(directory)) return;
  await withLock(path.join(directory, "node_modules.lock"), async () => {
    if (await isInstalled(directory)) return;
    await step(title, () =>
      npm(directory, ["ci", "--include=dev", "--ignore-scripts", "--no-audit", "--no-fund"]),
    );
  });
}

/** npm writes node_modules/.package-lock.json last: what it lists is what is there. */
async function isInstalled(directory) {
  const installed = await lockedPackages(path.join(directory, "node_modules/.package-lock.json"));
  if (!installed) return false;
  const wanted = (await lockedPackages(path.join(directory, "package-lock.json"))) ?? {};
  return Object.entries(wanted).every(
    ([name, { version, integrity, optional }]) =>
      name === "" ||
      (installed[name] === undefined
        ? optional === true
        : installed[name].version === version &&
          installed[name].integrity === integrity &&
          existsSync(path.join(directory, name))),
  );
}

async function lockedPackages(file) {
  try {
    return JSON.parse(await readFile(file, "utf8")).packages;
  } catch (error) {
    if (error.code === "ENOENT") return undefined;
    throw error;
  }
}
