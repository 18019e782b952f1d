import { chromium, type Browser } from "playwright-core";

import { findChromium } from "./chromiumExecutable";

const flags = [
  // the sandbox wants kernel features that containers and CI lack
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-dev-shm-usage",
];

/** A headless Chromium; the caller closes it. Interrupts are the caller's business too. */
export async function launchChromium(): Promise<Browser> {
  const { file, env } = await findChromium();
  return chromium.launch({
    executablePath: file,
    headless: true,
    args: flags,
    env: { ...definedOf(process.env), ...env },
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
}

function definedOf(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
