import { posix, win32 } from "node:path";

/** A relative path would depend on where the editor was started. */
export function isWholePath(file: string): boolean {
  return /^~[/\\]/.test(file) || posix.isAbsolute(file) || win32.isAbsolute(file);
}
