import { createInterface, type Interface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";

import { tail } from "../../bootstrap/steps.mjs";
import { OwnedProcess } from "../../process/ownedProcess";
import type { JobAnswer, JobName, JobParams, JobRun } from "../jobs";

const closeMs = 2_000;

/** How a process is started that answers a job per line. */
export interface JobCommand {
  readonly command: string;
  readonly args: readonly string[];
}

/** A warm client in a process of its own. One job at a time. */
export class JobProcess {
  private readonly answers: AsyncIterator<string>;
  private readonly lines: Interface;
  private complaints = "";

  private constructor(private readonly process: OwnedProcess) {
    const { stdout, stderr, stdin } = process.child;
    if (!stdout || !stderr || !stdin) throw new Error("The process was started without pipes");
    this.lines = createInterface({ input: stdout });
    this.answers = this.lines[Symbol.asyncIterator]();
    stderr.on("data", (chunk: Buffer) => {
      this.complaints = tail(this.complaints + chunk.toString());
    });
    // a process that ends early closes its input: the missing answer tells of it
    stdin.on("error", () => undefined);
  }

  static async start({ command, args }: JobCommand): Promise<JobProcess> {
    return new JobProcess(
      await OwnedProcess.start(command, args, { stdio: ["pipe", "pipe", "pipe"] }),
    );
  }

  /** @throws when the process fails at the job, or ends. */
  async ask<Job extends JobName>(job: Job, params: JobParams[Job]): Promise<JobRun> {
    this.process.child.stdin?.write(`${JSON.stringify({ job, params })}\n`);
    const line = await this.answers.next();
    if (line.done === true) throw new Error(`The process ended during ${job}:\n${this.complaints}`);
    return runOf(line.value, job);
  }

  /** Lets the process end by itself first: a profiler writes its findings then. */
  async close(): Promise<void> {
    this.process.child.stdin?.end();
    await Promise.race([this.process.exited, delay(closeMs, undefined, { ref: false })]);
    this.lines.close();
    await this.process.kill();
  }
}

/** @throws what the process says of its failure. */
export function runOf(line: string, job: JobName): JobRun {
  const answer = JSON.parse(line) as JobAnswer;
  if ("failure" in answer) throw new Error(`${job} failed: ${answer.failure}`);
  return answer;
}
