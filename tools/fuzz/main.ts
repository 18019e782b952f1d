import { parseArgs } from "node:util";
import { isMainThread } from "node:worker_threads";

import { fuzzProperties } from "../../test/fuzz/properties";
import { ToolError, seconds } from "../bootstrap/steps.mjs";
import { runTool, type Lifetime } from "../process/lifetime";
import { runWorker } from "./runWorker";
import { tryProperties, type FuzzOutcome } from "./worker";

const usage = `npm run fuzz [-- --seed S] [--runs N] [--property TITLE] [--path P]

Gives everything that reads what others wrote (brokers, pages, files, people) damaged and random input: 100,000
cases, unless --runs says otherwise. No case may fail in another way than declared, take 10 s, or allocate more
than its property allows. A failure is told with the command that repeats it.

Properties:
${fuzzProperties.map(({ title }) => `  ${title}`).join("\n")}`;

const defaultCases = "100000";

async function main(args: string[], lifetime: Lifetime): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      seed: { type: "string", default: (Date.now() | 0).toString() },
      runs: { type: "string", default: defaultCases },
      property: { type: "string" },
      path: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    process.stdout.write(`${usage}\n`);
    return 0;
  }
  const { seed, runs, property, path } = values;
  const isKnown = property === undefined || fuzzProperties.some(({ title }) => title === property);
  if (!/^-?\d{1,10}$/.test(seed) || !/^[1-9]\d{0,8}$/.test(runs) || !isKnown) {
    throw new ToolError(usage);
  }
  process.stdout.write(`seed ${seed}\n`);
  const outcomes: FuzzOutcome[] = [];
  const problem = await runWorker({
    file: __filename,
    order: { seed: Number(seed), cases: Number(runs), property, path },
    signal: lifetime.signal,
    onOutcome: (outcome) => {
      outcomes.push(outcome);
      print(outcome);
    },
  });
  if (problem !== undefined) process.stdout.write(`✗ ${problem}\n`);
  const cases = outcomes.reduce((sum, outcome) => sum + outcome.cases, 0);
  const failed = outcomes.filter(({ failure }) => failure !== undefined).length;
  process.stdout.write(`${cases} cases, ${failed} of ${outcomes.length} properties broken\n`);
  return failed > 0 || problem !== undefined ? 1 : 0;
}

function print({ title, cases, durationMs, failure }: FuzzOutcome): void {
  const mark = failure === undefined ? "✔" : "✗";
  process.stdout.write(`${mark} ${title}: ${cases} cases, ${seconds(durationMs)}\n`);
  if (failure !== undefined) process.stdout.write(`${failure}\n`);
}

if (isMainThread) void runTool(main);
else tryProperties();
