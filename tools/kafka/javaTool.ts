import { once } from "node:events";
import { text } from "node:stream/consumers";

import { tail } from "../bootstrap/steps.mjs";
import { OwnedProcess } from "../process/ownedProcess";
import { ensureRuntime } from "./runtime";

export interface JavaToolOptions {
  /** Standard input; none if not given. */
  readonly input?: string | Buffer;
  readonly signal?: AbortSignal;
  /** Returns the result of a tool that exits with another code than 0 instead of throwing. */
  readonly allowFailure?: boolean;
}

export interface JavaToolResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs one of Kafka's command-line classes to its end, such as `org.apache.kafka.tools.ConsoleProducer`.
 * @throws with the end of its output when it fails.
 */
export async function runJavaTool(
  className: string,
  args: readonly string[],
  { input, signal, allowFailure = false }: JavaToolOptions = {},
): Promise<JavaToolResult> {
  const tool = await startJavaTool(className, args);
  const abort = (): void => void tool.kill();
  signal?.addEventListener("abort", abort, { once: true });
  try {
    const { stdin, stdout, stderr } = tool.child;
    if (!stdin || !stdout || !stderr) throw new Error("The tool was started without pipes");
    // a tool that ends early closes its input: its own output says why
    stdin.on("error", () => undefined);
    stdin.end(input ?? "");
    const [out, err, [code]] = await Promise.all([
      text(stdout),
      text(stderr),
      once(tool.child, "close") as Promise<[number | null]>,
    ]);
    signal?.throwIfAborted();
    const exitCode = code ?? 1;
    if (exitCode !== 0 && !allowFailure) {
      throw new Error(`${className} exited with ${exitCode}:\n${tail(`${out}\n${err}`)}`);
    }
    return { exitCode, stdout: out, stderr: err };
  } finally {
    signal?.removeEventListener("abort", abort);
  }
}

/** Starts one of Kafka's command-line classes and leaves it running; the caller stops it. Standard streams are pipes. */
export async function startJavaTool(
  className: string,
  args: readonly string[],
): Promise<OwnedProcess> {
  const { java, options } = await ensureRuntime();
  return OwnedProcess.start(java, ["-Xmx256m", ...options, className, ...args], {
    stdio: ["pipe", "pipe", "pipe"],
  });
}
