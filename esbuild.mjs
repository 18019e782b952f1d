import { build, context } from "esbuild";

const watch = process.argv.includes("--watch");

const shared = {
  bundle: true,
  minify: !watch,
  sourcemap: watch,
  logLevel: "warning",
  legalComments: "linked",
};

/** Targets follow engines.vscode ^1.101.0: Node 22 in the host, Chromium 134 in the page. */
const targets = [
  {
    ...shared,
    entryPoints: ["src/extension.ts"],
    outfile: "dist/extension.js",
    platform: "node",
    format: "cjs",
    target: "node22",
    external: ["vscode"],
  },
  {
    ...shared,
    entryPoints: ["src/filter/workerMain.ts"],
    outfile: "dist/filterWorker.js",
    platform: "node",
    format: "cjs",
    target: "node22",
  },
  ...["peek", "reset", "group"].map((panel) => ({
    ...shared,
    entryPoints: [`webview/${panel}/main.ts`],
    outfile: `dist/webview/${panel}.js`,
    platform: "browser",
    format: "iife",
    target: "chrome134",
    loader: { ".ttf": "file" },
    assetNames: "[name]",
  })),
];

if (watch) {
  for (const options of targets) await (await context(options)).watch();
} else {
  await Promise.all(targets.map((options) => build(options)));
}
