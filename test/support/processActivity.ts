import { createHook } from "node:async_hooks";

/** Sockets of this process, open or being opened. */
export function socketCount(): number {
  return process.getActiveResourcesInfo().filter((name) => name.startsWith("TCP")).length;
}

/** Timers of this process that are yet to fire. */
export function timerCount(): number {
  return process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
}

/**
 * Counts what wakes this process on behalf of resources made since. Others, such as clients that tests before left
 * open, are not looked at.
 */
export class WakeUps {
  private readonly types = new Map<number, string>();
  private readonly seen: string[] = [];
  private readonly hook = createHook({
    init: (id, type) => this.types.set(id, type),
    before: (id) => {
      const type = this.types.get(id);
      if (type !== undefined && !ofPromises.has(type)) this.seen.push(type);
    },
  }).enable();

  /** By type of resource, without the one timer that ends the wait. */
  async during(durationMs: number): Promise<readonly string[]> {
    this.seen.length = 0;
    await new Promise((resolve) => setTimeout(resolve, durationMs));
    this.seen.splice(this.seen.lastIndexOf("Timeout"), 1);
    return this.seen;
  }

  stop(): void {
    this.hook.disable();
  }
}

const ofPromises: ReadonlySet<string> = new Set(["PROMISE", "TickObject"]);
