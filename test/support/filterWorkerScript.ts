import path from "node:path";
import { build } from "esbuild";
import { outDirectory, repositoryRoot } from "../../tools/paths";

/** Bundles the filters' worker as the product does, and returns the script. */
export async function filterWorkerScript(): Promise<string> {
  const outfile = path.join(outDirectory, "test-filter-worker", "filterWorker.js");
  await build({
    entryPoints: [path.join(repositoryRoot, "src/filter/workerMain.ts")],
    outfile,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node22",
    logLevel: "warning",
  });
  return outfile;
}
