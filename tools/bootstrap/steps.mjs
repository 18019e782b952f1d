import { performance } from "node:perf_hooks";
import process from "node:process";

/** A failure whose message is a whole sentence for the person at the terminal: shown without a stack. */
export class ToolError extends Error {
  name = "ToolError";
}

/** Runs one step, naming it before and its time after, so that a long one is seen to be under way. */
export async function step(title, action) {
  const startedAt = performance.now();
  process.stderr.write(`• ${title}\n`);
  const result = await action();
  process.stderr.write(`  ${title}: ${seconds(performance.now() - startedAt)}\n`);
  return result;
}

/** @param {number} milliseconds */
export function seconds(milliseconds) {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

/** The last lines of a program's output, which is where it says why it failed. */
export function tail(text, lines = 20) {
  return text.trimEnd().split("\n").slice(-lines).join("\n");
}
