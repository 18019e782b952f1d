import { writeFile } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";

import { runTool, type Lifetime } from "../process/lifetime";
import { prepareRunDirectory, runDirectory } from "../test/runDirectory";
import { startDemoScene, type DemoScene } from "../workbench/demoScene";
import { measureOpening } from "./opening";
import { PanelBrowser } from "./panelBrowser";
import { markdown, table } from "./report";
import { measureScrolling, scrolledRows } from "./scrolling";

const usage = `npm run bench:ui [-- --markdown]

Measures the peek panel in the real workbench, in Chromium.

--markdown  the section of docs/BENCHMARKS.md`;

const topic = "orders";

async function main(args: string[], lifetime: Lifetime): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      markdown: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    process.stdout.write(`${usage}\n`);
    return 0;
  }
  await prepareRunDirectory();
  const scene = await startDemoScene(path.join(runDirectory, "benchUi"), lifetime);
  await configure(scene);
  const browser = await PanelBrowser.open(scene);
  lifetime.own(() => browser.close());
  process.stderr.write("• opening\n");
  const opening = await measureOpening(browser, topic);
  process.stderr.write("• scrolling\n");
  await browser.openPanel(topic);
  const measures = [...opening, ...(await measureScrolling(browser))];
  process.stdout.write(values.markdown ? markdown(measures) : table(measures));
  return 0;
}

async function configure({ bootstrapServers, machineSettingsFile }: DemoScene): Promise<void> {
  const cluster = { id: "demo", name: "demo", bootstrapServers: bootstrapServers.split(",") };
  const settings = {
    "kafkaOffsets.clusters": [cluster],
    "kafkaOffsets.peek.heldMessages": scrolledRows,
  };
  await writeFile(machineSettingsFile, JSON.stringify(settings, undefined, 2));
}

void runTool(main);
