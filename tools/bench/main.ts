import { parseArgs } from "node:util";

import { ToolError, seconds } from "../bootstrap/steps.mjs";
import { runTool, type Lifetime } from "../process/lifetime";
import { Bench, type Benchmark } from "./bench";
import { benchmarks, chooseBenchmarks } from "./benchmarks";
import type { Comparison } from "./comparison";
import { jsonLines } from "./report/jsonLine";
import { describeMachine } from "./report/machine";
import { markdown } from "./report/markdown";
import { table } from "./report/table";
import { fullSizes, quickSizes } from "./sizes";

const usage = `npm run bench [-- NAME…] [--json | --markdown] [--quick] [--profile]

Names: ${benchmarks.map(({ name }) => name).join(", ")}; read for all of read-….

--json      one JSON object per line and peer on standard output, and nothing else there
--markdown  the results section of docs/BENCHMARKS.md
--quick     little data: for trying the benchmark, not for its figures
--profile   writes processor profiles of our side to out/tools/bench/profiles`;

async function main(args: string[], lifetime: Lifetime): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    options: {
      json: { type: "boolean", default: false },
      markdown: { type: "boolean", default: false },
      quick: { type: "boolean", default: false },
      profile: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
    allowPositionals: true,
  });
  if (values.help) {
    process.stdout.write(`${usage}\n`);
    return 0;
  }
  const { chosen, unknown } = chooseBenchmarks(positionals);
  if (unknown !== undefined) throw new ToolError(`There is no benchmark "${unknown}".\n${usage}`);
  const sizes = values.quick ? quickSizes : fullSizes;
  const bench = new Bench(sizes, lifetime, { isProfiled: values.profile });
  const results: Comparison[] = [];
  let failures = 0;
  for (const benchmark of chosen) {
    const found = await runOne(benchmark, bench, lifetime);
    if (found === undefined) failures++;
    else results.push(...found);
    if (values.json) process.stdout.write(jsonLines(found ?? []));
  }
  if (values.markdown) process.stdout.write(markdown(await describeMachine(), results));
  else if (!values.json) process.stdout.write(table(results));
  return failures === 0 ? 0 : 1;
}

/** One that fails is told of and does not keep the others from running, unless a tool that all need is missing. */
async function runOne(
  benchmark: Benchmark,
  bench: Bench,
  lifetime: Lifetime,
): Promise<readonly Comparison[] | undefined> {
  const startedAt = performance.now();
  process.stderr.write(`• ${benchmark.name}\n`);
  try {
    return await benchmark.run(bench);
  } catch (error) {
    lifetime.signal.throwIfAborted();
    if (error instanceof ToolError) throw error;
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(`  ${benchmark.name} failed: ${reason}\n`);
    return undefined;
  } finally {
    process.stderr.write(`  ${benchmark.name}: ${seconds(performance.now() - startedAt)}\n`);
  }
}

void runTool(main);
