import { spawn } from "node:child_process";

/** Opens the default browser where there is one to open: never in CI or without a display. */
export function openBrowser(url: string): void {
  const command = openCommand(url);
  if (process.env["CI"] || !command) return;
  const [program, ...args] = command;
  const child = spawn(program, args, { detached: true, stdio: "ignore" });
  // the address is printed as well
  child.once("error", () => undefined);
  child.unref();
}

function openCommand(url: string): [string, ...string[]] | undefined {
  if (process.platform === "darwin") return ["open", url];
  if (process.platform === "win32") return ["cmd", "/c", "start", "", url];
  const display = process.env["DISPLAY"] ?? process.env["WAYLAND_DISPLAY"];
  return display ? ["xdg-open", url] : undefined;
}
