import { readFile } from "node:fs/promises";
import path from "node:path";
import type { TemporaryDirectory } from "./temporaryDirectory";

export interface ProgramAnswer {
  /** A shell's pattern for the arguments, joined by blanks. */
  readonly when: string;
  readonly stdout?: string;
  readonly stderr?: string;
  readonly exitCode?: number;
  /** Stays until it is ended. */
  readonly hangs?: boolean;
}

/** An executable that answers as a test says, and keeps what it was called with. */
export class FakeProgram {
  readonly file: string;
  private readonly callsFile: string;

  constructor(
    private readonly directory: TemporaryDirectory,
    private readonly name: string,
  ) {
    this.file = path.join(directory.path, name);
    this.callsFile = `${this.file}.calls`;
  }

  /** From now on; the first answer that fits. Without one the program fails. */
  async answer(...answers: readonly ProgramAnswer[]): Promise<void> {
    const cases = answers.map(({ when, stdout = "", stderr = "", exitCode = 0, hangs = false }) => {
      const end = hangs ? "exec sleep 600" : `exit ${exitCode}`;
      return `${when}) printf '%s' ${quoted(stdout)}; printf '%s' ${quoted(stderr)} >&2; ${end};;`;
    });
    const script = [
      "#!/bin/sh",
      `for each in "$@"; do printf '%s\\n' "$each" >> ${quoted(this.callsFile)}; done`,
      `printf '\\n' >> ${quoted(this.callsFile)}`,
      'case "$*" in',
      ...cases,
      "esac",
      'echo unexpected: "$*" >&2',
      "exit 64",
    ].join("\n");
    await this.directory.write(this.name, script, 0o755);
  }

  /** The arguments of each call so far. */
  async calls(): Promise<readonly (readonly string[])[]> {
    const text = await readFile(this.callsFile, "utf8").catch(() => "");
    return text
      .split("\n\n")
      .filter((call) => call !== "")
      .map((call) => call.trimEnd().split("\n"));
  }
}

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
