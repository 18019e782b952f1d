import { runElectronSuite } from "./electronSuite";
import { runHostSuite } from "./hostSuite";
import { runMochaSuite } from "./mochaSuite";
import type { SuiteReport } from "./report";
import type { SuiteContext } from "./suiteContext";
import { runUiSuite } from "./uiSuite";

/** Runs a suite, all it needs included. */
export type Suite = (context: SuiteContext) => Promise<SuiteReport>;

export const suites: Readonly<Record<string, Suite>> = {
  unit: runUnitSuite,
  broker: runBrokerSuite,
  host: runHostSuite,
  ui: runUiSuite,
  electron: runElectronSuite,
};

/** What `npm test` runs, the quick ones first. */
export const defaultSuites: readonly string[] = ["unit", "broker", "host", "ui"];

function runUnitSuite(context: SuiteContext): Promise<SuiteReport> {
  return runMochaSuite({ name: "unit", testTimeoutMs: 5_000, timeoutMs: 600_000 }, context);
}

async function runBrokerSuite(context: SuiteContext): Promise<SuiteReport> {
  const suite = {
    name: "broker",
    env: { KAFKA_OFFSETS_TEST_BOOTSTRAP: await context.bootstrapServers() },
    testTimeoutMs: 30_000,
    timeoutMs: 900_000,
  } as const;
  return runMochaSuite(suite, context);
}
