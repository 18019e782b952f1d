import { open, rename, rm } from "node:fs/promises";

/** Written at once: a write for each of many small pieces would take most of the time. */
const blockBytes = 256 * 1024;

/**
 * Writes the chunks to a file, which appears under its name only when all of them are there: until then it ends in
 * `.partial`, and whatever ends the writing removes it. The chunks' own failure, and an aborted signal's reason,
 * are passed on.
 */
export async function writeChunks(
  file: string,
  chunks: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>,
  signal: AbortSignal,
): Promise<void> {
  const partial = `${file}.partial`;
  const handle = await open(partial, "w");
  try {
    let block: Uint8Array[] = [];
    let bytes = 0;
    const flush = async (): Promise<void> => {
      await handle.appendFile(Buffer.concat(block));
      block = [];
      bytes = 0;
    };
    for await (const chunk of chunks) {
      signal.throwIfAborted();
      const piece = typeof chunk === "string" ? Buffer.from(chunk) : chunk;
      block.push(piece);
      bytes += piece.length;
      if (bytes >= blockBytes) await flush();
    }
    await flush();
    signal.throwIfAborted();
    await handle.close();
    await rename(partial, file);
  } catch (error) {
    await handle.close();
    await rm(partial, { force: true });
    throw error;
  }
}
