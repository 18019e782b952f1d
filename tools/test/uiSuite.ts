import { mkdir, rm } from "node:fs/promises";
import path from "node:path";

import { outDirectory } from "../paths";
import { startDemoScene } from "../workbench/demoScene";
import { runMochaSuite } from "./mochaSuite";
import type { SuiteReport } from "./report";
import { runDirectory } from "./runDirectory";
import type { SuiteContext } from "./suiteContext";

/** Runs the ui suite against a workbench of its own, and a Kafka with the demo's data: its pictures are the demo's. */
export async function runUiSuite(context: SuiteContext): Promise<SuiteReport> {
  const screenshots = path.join(outDirectory, "screenshots");
  // pictures of an earlier run would pass for this one's
  await rm(screenshots, { recursive: true, force: true });
  await mkdir(screenshots, { recursive: true });
  const scene = await startDemoScene(path.join(runDirectory, "ui"), context.lifetime);
  const { server } = scene;
  try {
    const suite = {
      name: "ui",
      env: {
        KAFKA_OFFSETS_TEST_BOOTSTRAP: scene.bootstrapServers,
        KAFKA_OFFSETS_TEST_URL: server.url,
        KAFKA_OFFSETS_TEST_FOLDER: scene.workspace,
        KAFKA_OFFSETS_TEST_MACHINE_SETTINGS: scene.machineSettingsFile,
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
