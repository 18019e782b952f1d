import { readFile } from "node:fs/promises";
import { runProgram } from "./runProgram";

const timeoutMs = 10_000;

/** How a process was started; undefined when there is none of that id, or it cannot be found out. */
export async function commandLineOf(
  pid: number,
  platform: NodeJS.Platform = process.platform,
): Promise<string | undefined> {
  if (platform === "linux") {
    const file = `/proc/${pid}/cmdline`;
    return readFile(file, "utf8").then(
      (text) => text.replaceAll("\0", " "),
      () => undefined,
    );
  }
  const [program, args] =
    platform === "win32"
      ? (["powershell", ["-NoProfile", "-NonInteractive", "-Command", windowsQuery(pid)]] as const)
      : (["ps", ["-ww", "-o", "command=", "-p", String(pid)]] as const);
  const printed = await runProgram(program, args, { timeoutMs });
  return printed?.exitCode === 0 ? printed.stdout.trim() : undefined;
}

function windowsQuery(pid: number): string {
  return `(Get-CimInstance Win32_Process -Filter "ProcessId = ${pid}").CommandLine`;
}
