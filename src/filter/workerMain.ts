import { parentPort, workerData } from "node:worker_threads";
import type { JudgeRequest, WorkerMessage } from "./filterProtocol";
import type { FilterSpec } from "./filterSpec";
import { FilterSyntaxError } from "./filterSyntaxError";
import { compileJudge, type Judge } from "./judge";

/* A script of its own: what a person wrote runs here, where it can be ended. */

function send(message: WorkerMessage): void {
  parentPort?.postMessage(message);
}

function serve(judge: Judge): void {
  parentPort?.on("message", ({ id, inputs }: JudgeRequest) => {
    send({ kind: "judged", id, verdicts: inputs.map(judge) });
  });
  send({ kind: "ready" });
}

try {
  serve(compileJudge(workerData as FilterSpec));
} catch (error) {
  const problem =
    error instanceof FilterSyntaxError
      ? error.position === undefined
        ? { message: error.message }
        : { message: error.message, position: error.position }
      : { message: "The filter cannot be used." };
  send({ kind: "refused", problem });
}
