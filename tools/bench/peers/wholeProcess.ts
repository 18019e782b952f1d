import { once } from "node:events";
import { text } from "node:stream/consumers";

import { tail } from "../../bootstrap/steps.mjs";
import { OwnedProcess } from "../../process/ownedProcess";

export interface Finished {
  /** From before the start to the end of the process and of its output. */
  readonly ms: number;
  readonly stdout: string;
}

/** Runs a program to its end. @throws with the end of its output when it exits with another code than 0. */
export async function runWholeProcess(
  command: string,
  args: readonly string[],
  isSuccess: (exitCode: number) => boolean = (exitCode) => exitCode === 0,
): Promise<Finished> {
  const startedAt = performance.now();
  const program = await OwnedProcess.start(command, args, { stdio: ["ignore", "pipe", "pipe"] });
  const { stdout, stderr } = program.child;
  if (!stdout || !stderr) throw new Error("The program was started without pipes");
  const [out, err, [code]] = await Promise.all([
    text(stdout),
    text(stderr),
    once(program.child, "close") as Promise<[number | null]>,
  ]);
  const ms = performance.now() - startedAt;
  if (!isSuccess(code ?? 1)) {
    throw new Error(`${command} exited with ${code ?? "a signal"}:\n${tail(`${out}\n${err}`)}`);
  }
  return { ms, stdout: out };
}
