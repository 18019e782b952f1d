import { setTimeout as delay } from "node:timers/promises";

import type { Page } from "playwright-core";

import { repositoryRoot } from "../paths";
import { launchChromium } from "../workbench/chromium";
import { startCodeServer, type CodeServer } from "../workbench/codeServer";
import { finishHostRun, hostTimeoutMs, prepareHostRun, type HostRun } from "./hostRun";
import type { SuiteReport } from "./report";
import type { SuiteContext } from "./suiteContext";

/** Runs the host suite in the extension host of a real VS Code, which a browser page tells to. */
export async function runHostSuite(context: SuiteContext): Promise<SuiteReport> {
  const hostRun = await prepareHostRun("host", context);
  const server = await startCodeServer({
    directory: hostRun.directory,
    env: hostRun.env,
    testDriver: true,
    signal: context.lifetime.signal,
  });
  context.lifetime.own(() => server.close());
  const browser = await launchChromium();
  context.lifetime.own(() => browser.close());
  try {
    const outcome = await runInPage(await browser.newPage(), server, hostRun);
    return await finishHostRun(
      hostRun,
      outcome === undefined
        ? `Not finished after ${hostTimeoutMs / 1000} s`
        : `The extension host ended the run with ${outcome} and no report; see ${hostRun.directory}`,
    );
  } finally {
    await browser.close();
    await server.close();
  }
}

/** The exit code the extension host gives, or undefined when it gives none in time. */
async function runInPage(
  page: Page,
  server: CodeServer,
  { workspace, entry }: HostRun,
): Promise<number | undefined> {
  let exit: (code: number) => void = () => undefined;
  const exited = new Promise<number>((resolve) => {
    exit = resolve;
  });
  await page.exposeFunction("codeAutomationExit", (code: number) => {
    exit(code);
  });
  await page.exposeFunction("codeAutomationLog", () => undefined);
  const remote = `vscode-remote://127.0.0.1:${server.port}`;
  const payload = JSON.stringify([
    ["extensionDevelopmentPath", `${remote}${repositoryRoot}`],
    ["extensionTestsPath", `${remote}${entry.replace(/\.js$/, "")}`],
  ]);
  await page.goto(`${server.folderUrl(workspace)}&payload=${encodeURIComponent(payload)}`);
  const timer = new AbortController();
  const late = delay(hostTimeoutMs, undefined, { signal: timer.signal }).catch(() => undefined);
  const outcome = await Promise.race([exited, late]);
  timer.abort();
  return outcome;
}
