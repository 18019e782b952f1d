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
    // AWS's libraries, which few need, stay in a file that is loaded when a cluster of Amazon MSK is
    external: ["vscode", "./mskSigner"],
    supported: { "dynamic-import": false },
  },
  {
    ...shared,
    entryPoints: ["src/kafka/connection/sasl/mskSigner.ts"],
    outfile: "dist/mskSigner.js",
    platform: "node",
    format: "cjs",
    target: "node22",
  },
  {
    ...shared,
    entryPoints: ["src/filter/workerMain.ts"],
    outfile: "dist/filterWorker.js",
    platform: "node",
    format: "cjs",
    target: "node22",
  },
  {
    ...shared,
    entryPoints: ["src/lab/worker/main.ts"],
    outfile: "dist/labWorker.js",
    platform: "node",
    format: "cjs",
    target: "node22",
    external: ["./mskSigner"],
    supported: { "dynamic-import": false },
  },
  ...["peek", "reset", "group", "topicGroups", "connection", "lab"].map((panel) => ({
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
