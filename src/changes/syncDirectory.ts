import { open } from "node:fs/promises";

/** Windows opens no directory, and some file systems sync none: there a rename is as durable as it gets. */
const unsyncable: ReadonlySet<string> = new Set(["EPERM", "EISDIR", "EACCES", "EINVAL", "ENOTSUP"]);

/** Puts the names in a directory on disk: a renamed file is only there after a crash when its directory was synced. */
export async function syncDirectory(directory: string): Promise<void> {
  try {
    const handle = await open(directory, "r");
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (!isUnsyncable(error)) throw error;
  }
}

function isUnsyncable(error: unknown): boolean {
  return error instanceof Error && "code" in error && unsyncable.has(String(error.code));
}
