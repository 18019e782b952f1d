import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { AxeResults } from "axe-core";
import type { FrameLocator } from "playwright-core";

/** What axe-core finds in a page that keeps somebody from using it. */
export async function seriousViolations(panel: FrameLocator): Promise<string[]> {
  const body = await panel.locator("body").elementHandle();
  const frame = await body.ownerFrame();
  assert.ok(frame, "The panel's page has no frame.");
  const script = path.join(process.cwd(), "node_modules/axe-core/axe.min.js");
  // evaluated by the debugger: the page's own policy allows no such thing
  await frame.evaluate(await readFile(script, "utf8"));
  const results = await frame.evaluate<AxeResults>("axe.run(document)");
  return results.violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
}
