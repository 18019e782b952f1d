import { parseArgs } from "node:util";

import { soak, type SoakReport, type SoakSample } from "../../test/support/soak/soak";
import { failuresOf } from "../../test/support/soak/steadyState";
import { ThreeBrokers } from "../../test/support/threeBrokers";
import { ToolError } from "../bootstrap/steps.mjs";
import { runTool, type Lifetime } from "../process/lifetime";

const usage = `npm run soak [-- --seconds N]

Follows a topic, watches a group and refreshes the tree through one gateway while three brokers restart in turn:
for ten minutes, unless --seconds says otherwise. Fails when a message is missed or comes twice, and when heap,
timers or sockets grow.`;

const defaultSeconds = "600";

async function main(args: string[], lifetime: Lifetime): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      seconds: { type: "string", default: defaultSeconds },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    process.stdout.write(`${usage}\n`);
    return 0;
  }
  if (!/^[1-9]\d{0,5}$/.test(values.seconds)) throw new ToolError(usage);
  const cluster = await ThreeBrokers.start();
  lifetime.own(() => cluster.close());
  const { signal } = lifetime;
  const durationMs = Number(values.seconds) * 1000;
  const report = await soak(cluster, { durationMs, signal, onSample: printSample });
  printReport(report);
  const failures = failuresOf(report);
  for (const failure of failures) process.stdout.write(`✗ ${failure}\n`);
  return failures.length === 0 ? 0 : 1;
}

function printSample(sample: SoakSample): void {
  const { atSeconds, restarts, messages, heapMebibytes, timers, sockets } = sample;
  process.stdout.write(
    `${atSeconds.toFixed(0).padStart(5)} s  restart ${restarts}  ${messages} messages  heap ${heapMebibytes.toFixed(1)} MiB  ${timers} timers  ${sockets} sockets\n`,
  );
}

function printReport({ messages, counts, growth }: SoakReport): void {
  const { samples, failedSamples, refreshes, failedRefreshes } = counts;
  process.stdout.write(
    [
      `${messages} messages; none may be missed or come twice`,
      `${samples} samples of the group, ${failedSamples} failed while a broker was away`,
      `${refreshes} refreshes of the tree, ${failedRefreshes} failed while a broker was away`,
      `growth: heap ${growth.heapMebibytes.toFixed(2)} MiB, timers ${growth.timers.toFixed(2)}, sockets ${growth.sockets.toFixed(2)}`,
      "",
    ].join("\n"),
  );
}

void runTool(main);
