import { createHook, type AsyncHook } from "node:async_hooks";

import type { JobHandlers } from "../jobs";

/** Counts what a process does while nobody asks anything of its connections. */
export class IdleWatch {
  private readonly timers = new Set<number>();
  private readonly hook: AsyncHook;
  private fired = 0;
  private startedAt = 0;
  private cpuBefore = process.cpuUsage();

  constructor() {
    this.hook = createHook({
      init: (id, type) => {
        if (type === "Timeout") this.timers.add(id);
      },
      before: (id) => {
        if (this.timers.has(id)) this.fired++;
      },
      destroy: (id) => this.timers.delete(id),
    });
  }

  /** Timers are known by their creation: begin before anything connects. */
  begin(): void {
    this.hook.enable();
  }

  start(): void {
    this.fired = 0;
    this.startedAt = performance.now();
    this.cpuBefore = process.cpuUsage();
  }

  stop(): Readonly<Record<string, number>> {
    const { user, system } = process.cpuUsage(this.cpuBefore);
    const ms = performance.now() - this.startedAt;
    return { cpuPercent: (user + system) / 10 / ms, timers: this.fired };
  }
}

/** @param connect opens one connection that stays */
export function idleJobs(connect: () => Promise<unknown>): JobHandlers {
  const watch = new IdleWatch();
  return {
    openIdle: async ({ connections }) => {
      watch.begin();
      for (let opened = 0; opened < connections; opened++) await connect();
      return { ms: 0, rows: [`sockets ${openSockets()}`] };
    },
    startIdle: () => {
      watch.start();
      return Promise.resolve({ ms: 0, rows: [] });
    },
    stopIdle: () =>
      Promise.resolve({ ms: 0, rows: [`sockets ${openSockets()}`], figures: watch.stop() }),
  };
}

function openSockets(): number {
  return process.getActiveResourcesInfo().filter((name) => name === "TCPSocketWrap").length;
}
