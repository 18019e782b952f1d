import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { rename, rm } from "node:fs/promises";
import path from "node:path";

import { withLock } from "../bootstrap/lock.mjs";
import { step } from "../bootstrap/steps.mjs";
import { findFreePorts } from "../process/ports";
import { Broker } from "./broker";
import { kafkaCacheDirectory } from "./jars";
import type { KafkaRuntime } from "./java";

/** Writing the archive is part of the training broker's exit. */
const exitMs = 30_000;

/**
 * An archive of the classes a broker loads, made once per build of Java by running one: it halves the start
 * of every broker and tool after it.
 */
export async function ensureArchive(runtime: KafkaRuntime, javaBuild: string): Promise<string> {
  const build = createHash("sha256").update(javaBuild).digest("hex").slice(0, 12);
  const archive = path.join(kafkaCacheDirectory, `classes-${build}.jsa`);
  if (existsSync(archive)) return archive;
  await withLock(`${archive}.lock`, async () => {
    if (existsSync(archive)) return;
    await step("Preparing Kafka's classes for a quick start", () => train(runtime, archive));
  });
  return archive;
}

async function train(runtime: KafkaRuntime, archive: string): Promise<void> {
  const unfinished = `${archive}.unfinished`;
  const directory = path.join(kafkaCacheDirectory, "training");
  await rm(directory, { recursive: true, force: true });
  const [port = 0, controllerPort = 0] = await findFreePorts(2);
  const broker = new Broker({
    runtime: {
      ...runtime,
      options: [...runtime.options, `-XX:ArchiveClassesAtExit=${unfinished}`],
    },
    directory,
    id: 1,
    port,
    controllerPort,
    isController: true,
    copies: 1,
    extraProperties: {},
  });
  await broker.start();
  await broker.stop(exitMs);
  await rm(directory, { recursive: true, force: true });
  await rename(unfinished, archive);
}
