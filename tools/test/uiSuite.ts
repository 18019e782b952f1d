import { mkdir, rm } from "node:fs/promises";
import path from "node:path";

import { ensureVsix } from "../package/vsix";
import { outDirectory } from "../paths";
import { findChromium } from "../workbench/chromiumExecutable";
import { startClassicConsumers } from "../demo/classicConsumers";
import { startKip848Consumer } from "../demo/liveGroups";
import { seedDemo } from "../demo/seed/seedDemo";
import { startKafka } from "../kafka/cluster";
import { machineSettingsFile, startCodeServer } from "../workbench/codeServer";
import { installExtension } from "../workbench/installExtension";
import { runMochaSuite } from "./mochaSuite";
import type { SuiteReport } from "./report";
import { runDirectory } from "./runDirectory";
import type { SuiteContext } from "./suiteContext";

/** Runs the ui suite against a workbench with a fresh profile, in which the packaged extension is installed. */
export async function runUiSuite(context: SuiteContext): Promise<SuiteReport> {
  const directory = path.join(runDirectory, "ui");
  const workspace = path.join(directory, "workspace");
  const screenshots = path.join(outDirectory, "screenshots");
  await mkdir(workspace, { recursive: true });
  // pictures of an earlier run would pass for this one's
  await rm(screenshots, { recursive: true, force: true });
  await mkdir(screenshots, { recursive: true });
  await installExtension(await ensureVsix(), directory);
  // unpacked here, where it may take its time, and not in the first test
  await findChromium();
  const bootstrapServers = await startDemoKafka(context);
  const server = await startCodeServer({
    directory,
    // a zone that is not UTC, so that the two can be told apart
    env: { TZ: "Europe/Berlin" },
    signal: context.lifetime.signal,
  });
  context.lifetime.own(() => server.close());
  try {
    const suite = {
      name: "ui",
      env: {
        KAFKA_OFFSETS_TEST_BOOTSTRAP: bootstrapServers,
        KAFKA_OFFSETS_TEST_URL: server.url,
        KAFKA_OFFSETS_TEST_FOLDER: workspace,
        KAFKA_OFFSETS_TEST_MACHINE_SETTINGS: machineSettingsFile(directory),
        KAFKA_OFFSETS_TEST_SCREENSHOTS: screenshots,
      },
      testTimeoutMs: 60_000,
      timeoutMs: 600_000,
    } as const;
    return await runMochaSuite(suite, context);
  } finally {
    await server.close();
  }
}

/** A Kafka of this suite's own with the demo's data, so that its pictures are those of the demo. */
async function startDemoKafka({ lifetime }: SuiteContext): Promise<string> {
  const cluster = await startKafka({
    dataDirectory: path.join(runDirectory, "ui-kafka"),
    fresh: true,
    signal: lifetime.signal,
  });
  lifetime.own(() => cluster.close(0));
  const bootstrapServers = cluster.bootstrapServers.join(",");
  await seedDemo(bootstrapServers, lifetime.signal);
  await startClassicConsumers(bootstrapServers, lifetime);
  const consumer = await startKip848Consumer(bootstrapServers);
  lifetime.own(() => consumer.kill());
  return bootstrapServers;
}
