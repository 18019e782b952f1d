import { runMocha } from "./runMocha";

/** What a suite's own process is told, as JSON in its only argument. */
export interface WorkerOrder {
  readonly file: string;
  readonly reportFile: string;
  readonly timeoutMs: number;
  readonly grep?: string | undefined;
}

async function main(): Promise<void> {
  const order = JSON.parse(process.argv[2] ?? "") as WorkerOrder;
  const report = await runMocha({
    ...order,
    print: (line) => process.stdout.write(`${line}\n`),
  });
  // handles that a test left open must not keep the suite from ending
  process.exit(report.failed > 0 ? 1 : 0);
}

void main();
