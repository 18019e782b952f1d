import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import path from "node:path";

import { build, type BuildOptions } from "esbuild";

import { ToolError } from "../bootstrap/steps.mjs";
import { repositoryRoot } from "../paths";
import { runDirectory } from "./runDirectory";

export type SuiteName = "unit" | "broker" | "host" | "ui";

/** Packages that do not survive bundling, or of which there must be one copy; found in the root's node_modules. */
const external = [
  "aws-msk-iam-sasl-signer-js",
  "axe-core",
  "esbuild",
  "fast-check",
  "jsdom",
  "kafkajs",
  "mocha",
  "playwright-core",
  "vscode",
];

const bundlesDirectory = path.join(runDirectory, "bundles");

/** Bundles a suite's test files into one script, which has each module once, and returns it. */
export async function bundleSuite(
  suite: SuiteName,
  fileFilter: string | undefined,
): Promise<string> {
  const sources = await testFiles(suite, fileFilter);
  const outfile = path.join(bundlesDirectory, `${suite}.js`);
  await bundle({
    stdin: {
      contents: sources.map((source) => `import ${JSON.stringify(source)};`).join("\n"),
      resolveDir: repositoryRoot,
      sourcefile: `${suite}.ts`,
    },
    outfile,
    // these run without an editor, with a stand-in for its module
    ...(suite === "unit" || suite === "broker"
      ? { alias: { vscode: path.join(repositoryRoot, "test/support/vscode.ts") } }
      : {}),
  });
  return outfile;
}

/** Bundles one script of the runner's own and returns it. */
export async function bundleScript(name: string): Promise<string> {
  const outfile = path.join(bundlesDirectory, `${name}.js`);
  await bundle({ entryPoints: [path.join(repositoryRoot, `tools/test/${name}.ts`)], outfile });
  return outfile;
}

async function bundle(options: BuildOptions): Promise<void> {
  await build({
    bundle: true,
    platform: "node",
    format: "cjs",
    // the Node of the oldest editor supported, where host tests may run
    target: "node22",
    external: options.alias
      ? external.filter((name) => !(name in (options.alias ?? {})))
      : external,
    loader: { ".css": "empty", ".ttf": "empty" },
    sourcemap: "linked",
    sourcesContent: false,
    logLevel: "warning",
    ...options,
  });
}

async function testFiles(suite: SuiteName, fileFilter: string | undefined): Promise<string[]> {
  const directory = path.join(repositoryRoot, "test", suite);
  const names = existsSync(directory) ? await readdir(directory, { recursive: true }) : [];
  const files = names
    .filter((name) => name.endsWith(".test.ts"))
    .map((name) => path.join(directory, name))
    .filter((file) => fileFilter === undefined || file.includes(path.normalize(fileFilter)))
    .sort();
  if (files.length === 0) {
    throw new ToolError(
      `No test file in test/${suite}${fileFilter === undefined ? "" : ` matches "${fileFilter}"`}.`,
    );
  }
  return files;
}
