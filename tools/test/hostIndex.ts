import { appendFileSync } from "node:fs";

import { hostOrderVariable, type HostOrder } from "./hostOrder";
import { runMocha } from "./runMocha";

/** Called by the editor in its extension host; rejecting tells it that the run failed. */
export async function run(): Promise<void> {
  const order = JSON.parse(process.env[hostOrderVariable] ?? "") as HostOrder;
  const report = await runMocha({
    ...order,
    print: (line) => {
      appendFileSync(order.logFile, `${line}\n`);
    },
  });
  if (report.failed > 0) throw new Error(`${report.failed} failed`);
}
