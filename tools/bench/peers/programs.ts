import path from "node:path";

import { build } from "esbuild";

import { outDirectory, repositoryRoot } from "../../paths";
import type { JobCommand } from "./jobProcess";

export type ProgramName = "ours" | "kafkajs" | "platformatic";

const programsDirectory = path.join(outDirectory, "tools/bench");
export const profilesDirectory = path.join(programsDirectory, "profiles");

/** Bundles one of `processes/` whole, as the product is, so that its start-up is not that of hundreds of files. */
export async function nodeProgram(
  name: ProgramName,
  bootstrapServers: string,
  { isProfiled }: { readonly isProfiled: boolean },
): Promise<JobCommand> {
  const outfile = path.join(programsDirectory, `${name}.cjs`);
  await build({
    entryPoints: [path.join(repositoryRoot, `tools/bench/processes/${name}.ts`)],
    outfile,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node24",
    logLevel: "warning",
  });
  const profiling = isProfiled ? ["--cpu-prof", `--cpu-prof-dir=${profilesDirectory}`] : [];
  return {
    command: process.execPath,
    args: [
      ...["--disable-warning=TimeoutNegativeWarning", "--expose-gc", ...profiling],
      ...[outfile, bootstrapServers],
    ],
  };
}
