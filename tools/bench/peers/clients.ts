import path from "node:path";

import { installPackages } from "../../bootstrap/npm.mjs";
import { repositoryRoot } from "../../paths";
import { capture } from "../../process/capture";
import type { Peer } from "../comparison";
import type { JobName, JobParams, JobRun } from "../jobs";
import { javaProgram } from "./javaProgram";
import { JobProcess, runOf, type JobCommand } from "./jobProcess";
import { Kcat } from "./kcat";
import { nodeProgram, type ProgramName } from "./programs";
import { runWholeProcess } from "./wholeProcess";

const pythonScript = path.join(repositoryRoot, "tools/bench/peers/kafka_python.py");

type Program = ProgramName | "java" | "kafka-python";

/** The clients of one cluster: processes that stay warm are started when first asked for, and closed together. */
export class Clients {
  private readonly warm = new Map<string, Promise<JobProcess>>();
  private readonly commands = new Map<Program, Promise<JobCommand>>();
  private readonly presence = new Map<Peer, Promise<boolean>>();

  /** @param skip told once of each peer that is not installed */
  constructor(
    readonly bootstrapServers: string,
    private readonly options: {
      readonly isProfiled: boolean;
      readonly skip: (peer: Peer, reason: string) => void;
    },
  ) {}

  /** Asks a warm process, of which there is one per program. */
  async ask<Job extends JobName>(
    program: ProgramName | "java",
    job: Job,
    params: JobParams[Job],
  ): Promise<JobRun> {
    let started = this.warm.get(program);
    if (started === undefined) {
      started = this.command(program).then((command) => JobProcess.start(command));
      this.warm.set(program, started);
    }
    return (await started).ask(job, params);
  }

  /** Starts a program for one job; the figure `processMs` is that of the whole process. */
  async runOnce<Job extends JobName>(
    program: ProgramName | "kafka-python",
    job: Job,
    params: JobParams[Job],
  ): Promise<JobRun> {
    const { command, args } = await this.command(program);
    const question = JSON.stringify({ job, params });
    const { ms, stdout } = await runWholeProcess(command, [...args, question]);
    const run = runOf(stdout, job);
    return { ...run, figures: { ...run.figures, processMs: ms } };
  }

  async kcat(): Promise<Kcat | undefined> {
    const isThere = await this.has(
      "kcat",
      async () => (await capture("kcat", ["-V"]))?.exitCode === 0,
    );
    return isThere ? new Kcat(this.bootstrapServers) : undefined;
  }

  hasPython(): Promise<boolean> {
    return this.has("kafka-python", async () => {
      const found = await capture("python3", ["-c", "import kafka"]);
      return found?.exitCode === 0;
    });
  }

  hasPlatformatic(): Promise<boolean> {
    return this.has("platformatic", async () => {
      await installPackages(
        path.join(repositoryRoot, "tools/bench"),
        "Installing @platformatic/kafka",
      );
      return true;
    });
  }

  async close(): Promise<void> {
    const started = await Promise.allSettled(this.warm.values());
    await Promise.all(
      started.map(async (one) => {
        if (one.status === "fulfilled") await one.value.close();
      }),
    );
  }

  private has(peer: Peer, look: () => Promise<boolean>): Promise<boolean> {
    let known = this.presence.get(peer);
    if (known === undefined) {
      known = look().catch(() => false);
      this.presence.set(peer, known);
      void known.then((isThere) => {
        if (!isThere) this.options.skip(peer, "not installed");
      });
    }
    return known;
  }

  /** Made once, so that all runs are of the same program. */
  private command(program: Program): Promise<JobCommand> {
    const known = this.commands.get(program) ?? this.prepare(program);
    this.commands.set(program, known);
    return known;
  }

  private async prepare(program: Program): Promise<JobCommand> {
    switch (program) {
      case "java":
        return javaProgram(this.bootstrapServers);
      case "kafka-python":
        return { command: "python3", args: [pythonScript, this.bootstrapServers] };
      case "ours":
        return nodeProgram(program, this.bootstrapServers, this.options);
      case "kafkajs":
      case "platformatic":
        return nodeProgram(program, this.bootstrapServers, { isProfiled: false });
    }
  }
}
