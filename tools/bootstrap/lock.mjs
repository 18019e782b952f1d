import { mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { setTimeout as delay } from "node:timers/promises";

const pollMs = 200;
/** Between creating the directory and writing the owner into it, a lock has no owner yet. */
const ownerlessMs = 5_000;

/**
 * Runs `action` while holding `directory` as a lock against other processes. A lock whose owner no longer
 * runs is taken over.
 */
export async function withLock(directory, action) {
  await acquire(directory);
  try {
    return await action();
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function acquire(directory) {
  await mkdir(path.dirname(directory), { recursive: true });
  for (;;) {
    try {
      await mkdir(directory);
      await writeFile(path.join(directory, "owner"), String(process.pid));
      return;
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
    }
    if (await isAbandoned(directory)) await rm(directory, { recursive: true, force: true });
    else await delay(pollMs);
  }
}

async function isAbandoned(directory) {
  try {
    const owner = Number(await readFile(path.join(directory, "owner"), "utf8"));
    if (owner > 0) return !isRunning(owner);
  } catch {
    // no owner file yet
  }
  try {
    return Date.now() - (await stat(directory)).mtimeMs > ownerlessMs;
  } catch {
    return false;
  }
}

/** Whether a process of that id exists, whoever owns it. */
export function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}
