import { existsSync } from "node:fs";
import path from "node:path";
import process from "node:process";

import { installPackages } from "./npm.mjs";
import { ToolError } from "./steps.mjs";

const oldestForTheBootstrap = 20;
const oldestForTheTools = 24;

const runningMajor = Number(process.versions.node.split(".")[0]);

/** Refuses a Node that cannot even install the rest. */
export function requireNode() {
  if (runningMajor < oldestForTheBootstrap) {
    throw new ToolError(
      `This needs Node.js ${oldestForTheBootstrap} or later, and ${process.version} is running: install a newer one from https://nodejs.org.`,
    );
  }
}

/** The Node that tools run under: the pinned one, or where npm has none for this system, the running one. */
export async function pinnedNode(toolsDirectory) {
  const directory = path.join(toolsDirectory, "node");
  await installPackages(directory, "Installing Node.js 24 for the tools");
  const name = `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
  const executable = path.join(
    directory,
    "node_modules",
    name,
    "bin",
    process.platform === "win32" ? "node.exe" : "node",
  );
  if (existsSync(executable)) return executable;
  if (runningMajor >= oldestForTheTools) return process.execPath;
  throw new ToolError(
    `npm has no Node.js for ${process.platform} ${process.arch}: install Node.js ${oldestForTheTools} from https://nodejs.org and run this again.`,
  );
}
