import path from "node:path";
import { build } from "esbuild";
import { outDirectory, repositoryRoot } from "../../tools/paths";

/** Bundles the lab's worker as the product does, and returns the script. */
export async function labWorkerScript(): Promise<string> {
  const outfile = path.join(outDirectory, "test-lab-worker", "labWorker.js");
  await build({
    entryPoints: [path.join(repositoryRoot, "src/lab/worker/main.ts")],
    outfile,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node22",
    external: ["./mskSigner"],
    logLevel: "warning",
  });
  return outfile;
}
