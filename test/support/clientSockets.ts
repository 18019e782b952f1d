import { AsyncLocalStorage } from "node:async_hooks";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { Socket } from "node:net";

const channel = "net.client.socket";

/** The sockets that the code under test holds open: every outgoing one of this process that was not opened aside. */
export class ClientSockets {
  private readonly asides = new AsyncLocalStorage<true>();
  private readonly open = new Set<Socket>();

  constructor() {
    subscribe(channel, this.onSocket);
  }

  get count(): number {
    return this.open.size;
  }

  /** Runs what the tests do for themselves; sockets it opens, now or later, are not counted. */
  aside<Result>(work: () => Result): Result {
    return this.asides.run(true, work);
  }

  stopWatching(): void {
    unsubscribe(channel, this.onSocket);
  }

  private readonly onSocket = (message: unknown): void => {
    if (this.asides.getStore() === true) return;
    const { socket } = message as { socket: Socket };
    this.open.add(socket);
    socket.once("close", () => this.open.delete(socket));
  };
}
