import path from "node:path";
import { parseArgs } from "node:util";

import { step } from "../bootstrap/steps.mjs";
import { repositoryRoot } from "../paths";
import { runTool } from "../process/lifetime";
import { packageExtension } from "./vsix";

async function main(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { out: { type: "string" } } });
  const file = path.resolve(values.out ?? path.join(repositoryRoot, "kafka-offsets.vsix"));
  await step("Packaging the extension", () => packageExtension(file));
  process.stdout.write(`${file}\n`);
  return 0;
}

void runTool(main);
