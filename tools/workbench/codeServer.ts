import { closeSync, existsSync, openSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";

import { tail } from "../bootstrap/steps.mjs";
import { OwnedProcess } from "../process/ownedProcess";
import { pollFor } from "../process/poll";
import { findFreePorts } from "../process/ports";
import { codeServerEntry, installWorkbench } from "./install";
import { readQuietSettings } from "./quietSettings";

/** Built-in extensions that only make noise: they look for programs, tasks and accounts. */
const skippedExtensions = [
  "vscode.git",
  "vscode.git-base",
  "vscode.github",
  "vscode.github-authentication",
  "vscode.microsoft-authentication",
  "vscode.emmet",
  "vscode.grunt",
  "vscode.gulp",
  "vscode.jake",
  "vscode.npm",
  "vscode.tunnel-forwarding",
];

const readyMs = 30_000;
const stopGraceMs = 2_000;

export interface CodeServerOptions {
  /** Holds the profile (`data/`), the extensions (`extensions/`), the configuration and the server's log. */
  readonly directory: string;
  /** A free one if not given. */
  readonly port?: number;
  /**
   * What a browser must give before it gets in. Without a password any local user gets a shell: only for a
   * test's own moment.
   */
  readonly password?: string;
  /** Reaches the extension host. */
  readonly env?: Readonly<Record<string, string>>;
  /** Lets a page start a test run in the extension host. */
  readonly testDriver?: boolean;
  /** Asks whether a folder is trusted, as the desktop does. */
  readonly workspaceTrust?: boolean;
  /** Laid over the quiet settings in a new profile. */
  readonly userSettings?: Readonly<Record<string, unknown>>;
  /** For settings of `machine` scope. */
  readonly machineSettings?: Readonly<Record<string, unknown>>;
  readonly signal?: AbortSignal;
}

export interface CodeServer {
  readonly port: number;
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  readonly process: OwnedProcess;
  /** The address that opens a folder. */
  folderUrl(folder: string): string;
  /** Ends the server, its extension hosts and all they started. */
  close(): Promise<void>;
}

export function extensionsDirectory(directory: string): string {
  return path.join(directory, "extensions");
}

/** Where settings of `machine` scope are read from, also after the start. */
export function machineSettingsFile(directory: string): string {
  return path.join(directory, "data/Machine/settings.json");
}

/** Starts a real VS Code for the browser on loopback, and resolves when it answers. */
export async function startCodeServer(options: CodeServerOptions): Promise<CodeServer> {
  await installWorkbench();
  const { directory, password } = options;
  const [freePort = 0] = options.port === undefined ? await findFreePorts(1) : [];
  const port = options.port ?? freePort;
  await writeProfile(options);
  const args = [
    codeServerEntry,
    ...["--config", path.join(directory, "config.yaml")],
    ...["--bind-addr", `127.0.0.1:${port}`],
    ...["--auth", password === undefined ? "none" : "password"],
    ...["--user-data-dir", path.join(directory, "data")],
    ...["--extensions-dir", extensionsDirectory(directory)],
    "--disable-telemetry",
    "--disable-update-check",
    "--disable-getting-started-override",
    "--disable-proxy",
    "--ignore-last-opened",
    ...(options.workspaceTrust ? [] : ["--disable-workspace-trust"]),
    ...(options.testDriver ? ["--vscode-option", "enable-smoke-test-driver"] : []),
  ];
  const logFile = path.join(directory, "server.log");
  const log = openSync(logFile, "w");
  const server = await OwnedProcess.start(process.execPath, args, {
    cwd: directory,
    env: serverEnvironment(options),
    stdio: ["ignore", log, log],
  }).finally(() => {
    closeSync(log);
  });
  const url = `http://127.0.0.1:${port}`;
  try {
    await pollFor(
      `The workbench on port ${port}`,
      async () => {
        if (!server.isRunning) throw new Error("The workbench stopped while starting");
        return (await isHealthy(url)) ? true : undefined;
      },
      { timeoutMs: readyMs, signal: options.signal },
    );
  } catch (cause) {
    await server.kill();
    const printed = tail(await readFile(logFile, "utf8"));
    throw new Error(`${(cause as Error).message}. The end of ${logFile}:\n${printed}`, { cause });
  }
  return {
    port,
    url,
    process: server,
    folderUrl: (folder) => `${url}/?folder=${encodeURIComponent(folder)}`,
    close: () => server.stop(stopGraceMs),
  };
}

async function isHealthy(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/healthz`)).ok;
  } catch {
    return false;
  }
}

async function writeProfile(options: CodeServerOptions): Promise<void> {
  const { directory } = options;
  await mkdir(extensionsDirectory(directory), { recursive: true, mode: 0o700 });
  // without one, code-server writes its configuration to the home folder
  await writeFile(path.join(directory, "config.yaml"), "cert: false\n");
  const userSettingsFile = path.join(directory, "data/User/settings.json");
  // a profile used before keeps what was chosen in it
  if (!existsSync(userSettingsFile)) {
    await writeSettings(userSettingsFile, {
      ...(await readQuietSettings()),
      ...options.userSettings,
    });
  }
  await writeSettings(machineSettingsFile(directory), options.machineSettings ?? {});
}

async function writeSettings(
  file: string,
  settings: Readonly<Record<string, unknown>>,
): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify(settings, undefined, 2));
}

function serverEnvironment({ password, env }: CodeServerOptions): NodeJS.ProcessEnv {
  return {
    ...process.env,
    // no gallery, no calls to one
    EXTENSIONS_GALLERY: '{"serviceUrl":""}',
    VSCODE_SKIP_BUILTIN_EXTENSIONS: skippedExtensions.join(","),
    ...(password === undefined ? {} : { PASSWORD: password }),
    ...env,
  };
}
