import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

export interface TemporaryDirectory {
  readonly path: string;
  /** Writes a file below, and makes the folders above it. Returns its path. */
  write(name: string, text: string, mode?: number): Promise<string>;
  remove(): Promise<void>;
}

/** A new, empty folder; the test removes it. */
export async function temporaryDirectory(purpose: string): Promise<TemporaryDirectory> {
  const directory = await mkdtemp(path.join(tmpdir(), `kafka-offsets-${purpose}-`));
  return {
    path: directory,
    write: async (name, text, mode = 0o644) => {
      const file = path.join(directory, name);
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, text, { mode });
      return file;
    },
    remove: () => rm(directory, { recursive: true, force: true, maxRetries: 5 }),
  };
}
