#!/usr/bin/env node
// Starts one tool of this folder: node tools/run.mjs <tool> [arguments]. Imports nothing that npm has to
// install first, and runs under any Node from 20; the tool itself runs under the pinned Node.
import { spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { constants } from "node:os";
import path from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

import { pinnedNode, requireNode } from "./bootstrap/node.mjs";
import { installPackages } from "./bootstrap/npm.mjs";
import { ToolError } from "./bootstrap/steps.mjs";

const toolsDirectory = path.dirname(fileURLToPath(import.meta.url));
const root = path.dirname(toolsDirectory);

/** kafkajs sets timers in the past, which Node 24 remarks on. */
const nodeOptions = ["--enable-source-maps", "--disable-warning=TimeoutNegativeWarning"];

function entryOf(tool) {
  const names = readdirSync(toolsDirectory).filter((name) =>
    existsSync(path.join(toolsDirectory, name, "main.ts")),
  );
  if (!names.includes(tool)) {
    throw new ToolError(`Name a tool: node tools/run.mjs ${names.join("|")} [arguments]`);
  }
  return path.join(toolsDirectory, tool, "main.ts");
}

/** Packages stay outside the bundle and are found in the root's node_modules, above out/. */
async function bundle(tool, entryPoint) {
  const esbuild = await import("esbuild");
  const outfile = path.join(root, "out/tools", `${tool}.cjs`);
  const { outputFiles } = await esbuild.build({
    entryPoints: [entryPoint],
    outfile,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node24",
    packages: "external",
    sourcemap: "inline",
    logLevel: "warning",
    write: false,
  });
  await mkdir(path.dirname(outfile), { recursive: true });
  // renamed into place, so that a run at the same time never loads half a file
  const unfinished = `${outfile}.${process.pid}`;
  await writeFile(unfinished, outputFiles[0].contents);
  await rename(unfinished, outfile);
  return outfile;
}

function run(node, file, args) {
  const child = spawn(node, [...nodeOptions, file, ...args], {
    stdio: ["inherit", "inherit", "inherit", "ipc"],
    env: {
      ...process.env,
      PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH ?? ""}`,
    },
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => child.kill(signal));
  }
  // npm passes a signal on to the shell between it and us, which dies of it and tells nobody
  if (process.env.npm_lifecycle_event) onOrphaned(() => child.kill("SIGTERM"));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) =>
      resolve(code ?? 128 + constants.signals[signal ?? "SIGKILL"]),
    );
  });
}

function onOrphaned(act) {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    act();
  }, 500);
  timer.unref();
}

async function main([tool, ...args]) {
  requireNode();
  const entryPoint = entryOf(tool);
  await installPackages(root, "Installing npm packages");
  const node = await pinnedNode(toolsDirectory);
  return run(node, await bundle(tool, entryPoint), args);
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof ToolError ? error.message : error.stack}\n`);
  process.exitCode = 1;
}
