import type { ClusterGateway } from "../../kafka/gateway";
import type { GroupDescription } from "../../kafka/model";

const pauseMs = 1000;

/** Asks for a group again and again while somebody wants to know of it. */
export class GroupPoll {
  private timer: NodeJS.Timeout | undefined;
  private readonly ending = new AbortController();
  private isAsking = false;

  constructor(
    private readonly options: {
      readonly gateway: () => ClusterGateway;
      readonly groupId: () => string;
      /** Undefined: there is no such group. */
      readonly take: (group: GroupDescription | undefined) => void;
      /** Asked after each answer. */
      readonly isWanted: () => boolean;
    },
  ) {}

  /** Goes on until it is not wanted any more. */
  wake(): void {
    if (this.timer !== undefined || this.isAsking || this.ending.signal.aborted) return;
    void this.ask();
  }

  dispose(): void {
    this.ending.abort();
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private async ask(): Promise<void> {
    const { gateway, groupId, take, isWanted } = this.options;
    const { signal } = this.ending;
    this.isAsking = true;
    try {
      const [result] = await gateway().describeGroups([groupId()], signal);
      if (!signal.aborted && result?.failure === undefined) take(result?.value);
      else if (!signal.aborted && result?.failure?.code === groupIdNotFound) take(undefined);
    } catch {
      // what cannot be asked now is asked again: the consumers tell of their own troubles
    } finally {
      this.isAsking = false;
    }
    if (signal.aborted || !isWanted()) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      void this.ask();
    }, pauseMs);
  }
}

/** GROUP_ID_NOT_FOUND. */
const groupIdNotFound = 69;
