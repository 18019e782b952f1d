import { execFile } from "node:child_process";
import { cancelled } from "../../kafka/connection/deadline";

export interface ProgramResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ProgramOptions {
  /** The program is ended when it takes longer. */
  readonly timeoutMs: number;
  /** The program is ended with it. */
  readonly signal?: AbortSignal | undefined;
  readonly cwd?: string;
}

const maxPrintedBytes = 4 * 1024 * 1024;

/**
 * Runs a program to its end, without a shell. Undefined when there is no such program, or it did not end by itself.
 * @throws KafkaError `cancelled`
 */
export function runProgram(
  program: string,
  args: readonly string[],
  { timeoutMs, signal, cwd }: ProgramOptions,
): Promise<ProgramResult | undefined> {
  const options = {
    timeout: timeoutMs,
    maxBuffer: maxPrintedBytes,
    windowsHide: true,
    ...(signal === undefined ? {} : { signal }),
    ...(cwd === undefined ? {} : { cwd }),
  };
  return new Promise((resolve, reject) => {
    execFile(program, args, options, (error, stdout, stderr) => {
      if (signal?.aborted === true) reject(cancelled());
      else if (error === null) resolve({ exitCode: 0, stdout, stderr });
      else if (typeof error.code === "number") resolve({ exitCode: error.code, stdout, stderr });
      else resolve(undefined);
    });
  });
}
