import type { Handlers } from "../rpc";
import type { Emit, LabPart } from "./labPart";
import type { LabEvents, LabRequests, LabTab } from "./protocol";
import type { ExercisesRequests } from "./protocol/exercises";
import type { OffsetsRequests } from "./protocol/offsets";
import type { RebalanceRequests } from "./protocol/rebalance";

export interface LabParts {
  readonly rebalance: LabPart<RebalanceRequests>;
  readonly offsets: LabPart<OffsetsRequests>;
  readonly exercises: LabPart<ExercisesRequests>;
}

export interface LabSessionOptions {
  readonly clusterName: string;
  readonly tab: LabTab;
  /** Why the cluster must not be written to, as it is configured now. */
  readonly obstacle: () => string | undefined;
  readonly emit: Emit<LabEvents>;
  readonly parts: LabParts;
}

/** The lab of one cluster: which tab is shown, and the tabs' own parts. */
export class LabSession {
  private tab: LabTab;

  constructor(private readonly options: LabSessionOptions) {
    this.tab = options.tab;
    const { parts } = options;
    this.handlers = {
      open: () =>
        Promise.resolve({
          tab: this.tab,
          clusterName: options.clusterName,
          obstacle: options.obstacle() ?? null,
        }),
      chooseTab: ({ tab }) => {
        this.tab = tab;
        return Promise.resolve(null);
      },
      ...parts.rebalance.handlers,
      ...parts.offsets.handlers,
      ...parts.exercises.handlers,
    };
  }

  /** Answers for the page's requests. */
  readonly handlers: Handlers<LabRequests>;

  /** Shows another tab, now and when the page begins anew. */
  show(tab: LabTab): void {
    this.tab = tab;
    this.options.emit("showTab", { tab });
  }

  async dispose(): Promise<void> {
    const { rebalance, offsets, exercises } = this.options.parts;
    await Promise.all([rebalance.dispose(), offsets.dispose(), exercises.dispose()]);
  }
}
