import { ToolError } from "../bootstrap/steps.mjs";

const interruptedExitCode = 130;
/** Everything a tool started is gone this soon after Ctrl+C. */
const closeDeadlineMs = 4_700;

type Close = () => Promise<unknown>;

/** What a tool has started, in order, and the signal that it is to stop. */
export class Lifetime {
  private readonly aborter = new AbortController();
  private readonly closers: Close[] = [];
  private closing: Promise<void> | undefined;

  get signal(): AbortSignal {
    return this.aborter.signal;
  }

  /** Adds something to close at the end, before what was added earlier; closed at once if the end has come. */
  own(close: Close): void {
    if (this.closing) void close();
    else this.closers.push(close);
  }

  /** Closes everything, the last first. A failure to close one thing does not keep the others open. */
  close(): Promise<void> {
    this.closing ??= this.closeAll();
    return this.closing;
  }

  private async closeAll(): Promise<void> {
    this.aborter.abort();
    for (const close of this.closers.splice(0).reverse()) {
      try {
        await close();
      } catch (error) {
        process.stderr.write(`${describe(error)}\n`);
      }
    }
  }
}

/**
 * The outside of every tool: runs `main`, closes what it started when it ends or is interrupted, and ends the
 * process with its exit code.
 */
export async function runTool(
  main: (args: string[], lifetime: Lifetime) => Promise<number>,
): Promise<never> {
  const lifetime = new Lifetime();
  const interrupted = new Promise<number>((resolve) => {
    const interrupt = (): void => {
      resolve(interruptedExitCode);
    };
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, interrupt);
    // the bootstrapper's end of the channel closes when it is killed outright
    process.once("disconnect", interrupt);
    process.channel?.unref();
  });
  const finished = main(process.argv.slice(2), lifetime).catch((error: unknown) => {
    if (!lifetime.signal.aborted) process.stderr.write(`${describe(error)}\n`);
    return 1;
  });
  const exitCode = await Promise.race([finished, interrupted]);
  const deadline = setTimeout(() => process.exit(exitCode), closeDeadlineMs);
  await lifetime.close();
  clearTimeout(deadline);
  process.exit(exitCode);
}

function describe(error: unknown): string {
  if (error instanceof ToolError || isUsageError(error)) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** Thrown by Node's `parseArgs` for options it does not know. */
function isUsageError(error: unknown): error is Error {
  const code = (error as NodeJS.ErrnoException | undefined)?.code ?? "";
  return error instanceof Error && code.startsWith("ERR_PARSE_ARGS_");
}
