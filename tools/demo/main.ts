import { ToolError, seconds, step } from "../bootstrap/steps.mjs";
import { ownStandingKafka } from "../kafka/owner";
import { countBrokers } from "../kafka/probe";
import { ensureRuntime } from "../kafka/runtime";
import { readStandingKafka } from "../kafka/standing";
import { runTool, type Lifetime } from "../process/lifetime";
import type { OwnedProcess } from "../process/ownedProcess";
import { openBrowser } from "./browser";
import { runClassicConsumers } from "./classicConsumers";
import { openDesktop, requireDesktop } from "./desktop";
import { demoPassword, prepareWorkspace } from "./folder";
import { consumersArgument, startLiveGroups } from "./liveGroups";
import { parseOptions, usage, type DemoOptions } from "./options";
import { findRunningDemo, forgetRunningDemo, recordRunningDemo } from "./running";
import { seedDemo } from "./seed/seedDemo";
import { startWorkbench } from "./workbench";

/** In a group of its own, each child is asked to end by us; together they stay within the deadline. */
const stopMs = 2_000;

async function main(args: string[], lifetime: Lifetime): Promise<number> {
  const [first, bootstrapServers] = args;
  if (first === consumersArgument) return runClassicConsumers(bootstrapServers ?? "", lifetime);
  const options = parseOptions(args);
  if (options.isHelp) {
    process.stdout.write(`${usage}\n`);
    return 0;
  }
  const running = await findRunningDemo();
  if (running) {
    process.stdout.write(`The demo is running already: ${running.url}\n`);
    return 0;
  }
  return run(options, lifetime);
}

async function run(options: DemoOptions, lifetime: Lifetime): Promise<number> {
  const startedAt = performance.now();
  if (options.isDesktop) await requireDesktop();
  const bootstrapServers = options.bootstrapServers ?? (await startDemoKafka(lifetime));
  const workspace = await prepareWorkspace();
  const shown = options.isDesktop
    ? await showDesktop(workspace, bootstrapServers, lifetime)
    : await showWorkbench(workspace, bootstrapServers, options, lifetime);
  process.stdout.write(
    `\n  Kafka     ${bootstrapServers}\n  Stop      Ctrl+C\n\n  Ready after ${seconds(performance.now() - startedAt)}.\n`,
  );
  await shown.exited;
  if (lifetime.signal.aborted || options.isDesktop) return 0;
  throw new ToolError("The workbench ended by itself; its log is .demo/browser/server.log.");
}

/** A Kafka with the demo's data and live groups: the one that `npm run kafka` keeps, or one of our own. */
async function startDemoKafka(lifetime: Lifetime): Promise<string> {
  await ensureRuntime();
  const bootstrapServers = await step("Starting Kafka", () => findOrStartKafka(lifetime));
  const seeded = await step("Filling in demo data", () =>
    seedDemo(bootstrapServers, lifetime.signal),
  );
  process.stderr.write(
    `  ${seeded} In consumer-rebalancing-demo the keys 0 to 3 reach only partitions 0 and 3 with the default partitioner; further keys fill the others.\n`,
  );
  const consumers = await startLiveGroups(bootstrapServers);
  lifetime.own(() => Promise.all(consumers.map((consumer) => consumer.stop(stopMs))));
  return bootstrapServers;
}

async function findOrStartKafka(lifetime: Lifetime): Promise<string> {
  const standing = await readStandingKafka();
  if (standing && (await countBrokers(standing.port)) !== undefined) {
    return `127.0.0.1:${standing.port}`;
  }
  const cluster = await ownStandingKafka(lifetime, undefined);
  return cluster.bootstrapServers.join(",");
}

async function showWorkbench(
  workspace: string,
  bootstrapServers: string,
  options: DemoOptions,
  lifetime: Lifetime,
): Promise<OwnedProcess> {
  const server = await step("Starting the workbench", () =>
    startWorkbench(bootstrapServers, options.port, lifetime.signal),
  );
  lifetime.own(async () => {
    await server.close();
    await forgetRunningDemo();
  });
  const url = server.folderUrl(workspace);
  await recordRunningDemo(url);
  process.stdout.write(`\n  Open      ${url}\n  Password  ${await demoPassword()}`);
  if (options.opensBrowser) openBrowser(url);
  return server.process;
}

async function showDesktop(
  workspace: string,
  bootstrapServers: string,
  lifetime: Lifetime,
): Promise<OwnedProcess> {
  const window = await step("Opening VS Code", () => openDesktop(workspace, bootstrapServers));
  lifetime.own(() => window.stop(stopMs));
  return window;
}

void runTool(main);
