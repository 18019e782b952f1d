import { mkdir } from "node:fs/promises";
import path from "node:path";

import { startClassicConsumers } from "../demo/classicConsumers";
import { startKip848Consumer } from "../demo/liveGroups";
import { seedDemo } from "../demo/seed/seedDemo";
import { startKafka } from "../kafka/cluster";
import { ensureVsix } from "../package/vsix";
import type { Lifetime } from "../process/lifetime";
import { findChromium } from "./chromiumExecutable";
import { machineSettingsFile, startCodeServer, type CodeServer } from "./codeServer";
import { installExtension } from "./installExtension";

export interface DemoScene {
  readonly server: CodeServer;
  /** `host:port` of a Kafka of its own with the demo's data. */
  readonly bootstrapServers: string;
  /** The folder to open. */
  readonly workspace: string;
  /** The file that holds the settings of machine scope. */
  readonly machineSettingsFile: string;
}

/** A workbench with a fresh profile, in which the packaged extension is installed, and the demo's Kafka. */
export async function startDemoScene(directory: string, lifetime: Lifetime): Promise<DemoScene> {
  const workspace = path.join(directory, "workspace");
  await mkdir(workspace, { recursive: true });
  await installExtension(await ensureVsix(), directory);
  // unpacked here, where it may take its time, and not while something is tested or measured
  await findChromium();
  const bootstrapServers = await startDemoKafka(path.join(directory, "kafka"), lifetime);
  const server = await startCodeServer({
    directory,
    // a zone that is not UTC, so that the two can be told apart
    env: { TZ: "Europe/Berlin" },
    signal: lifetime.signal,
  });
  lifetime.own(() => server.close());
  const settings = machineSettingsFile(directory);
  return { server, bootstrapServers, workspace, machineSettingsFile: settings };
}

async function startDemoKafka(dataDirectory: string, lifetime: Lifetime): Promise<string> {
  const { signal } = lifetime;
  const cluster = await startKafka({ dataDirectory, fresh: true, signal });
  lifetime.own(() => cluster.close(0));
  const bootstrapServers = cluster.bootstrapServers.join(",");
  await seedDemo(bootstrapServers, signal);
  await startClassicConsumers(bootstrapServers, lifetime);
  const consumer = await startKip848Consumer(bootstrapServers);
  lifetime.own(() => consumer.kill());
  return bootstrapServers;
}
