import { KafkaError } from "../../kafka/errors";
import { experiments } from "../../lab/offsets/experiments";
import { OffsetLab } from "../../lab/offsets/offsetLab";
import { holds, type Step } from "../../lab/offsets/step";
import type { Leftovers } from "../../lab/rebalance/leftovers";
import type { LabCluster } from "../../lab/labCluster";
import type { LabProcesses } from "../../lab/process/labProcesses";
import { counted, type FormatNumber } from "../../ui/numberFormat";
import type { Emit, LabPart } from "./labPart";
import type { LabEvents } from "./protocol";
import type { ExperimentView, OffsetsRequests, OffsetsStep, OffsetsView } from "./protocol/offsets";

export interface OffsetsPartOptions {
  readonly cluster: LabCluster;
  readonly processes: Pick<LabProcesses, "start">;
  readonly emit: Emit<LabEvents>;
  readonly formatNumber: FormatNumber;
  readonly host: OffsetsHost;
}

/** What the tab needs of the editor around it. */
export interface OffsetsHost {
  /** Asks whether experiments may write. */
  readonly mayExperiment: () => Promise<boolean>;
  /** Asks whether all of this may be deleted. */
  readonly mayRemove: (leftovers: Leftovers) => Promise<boolean>;
  readonly openGroup: (groupId: string) => void;
  /** Something was created or deleted. */
  readonly didChange: () => void;
}

/** Experiments with committed offsets. They go on while the page is hidden, and end with the panel. */
export class OffsetsPart implements LabPart<OffsetsRequests> {
  private readonly lab: OffsetLab;
  /** A person has agreed to what experiments write. */
  private isAgreed = false;

  constructor(private readonly options: OffsetsPartOptions) {
    const { cluster, processes, emit } = options;
    const onChange = (): void => {
      emit("offsetsView", this.view());
    };
    this.lab = new OffsetLab({ cluster, processes, onChange });
  }

  readonly handlers: LabPart<OffsetsRequests>["handlers"] = {
    offsetsOpen: () => Promise.resolve(this.view()),
    offsetsRun: async ({ id }) => {
      const experiment = experiments.find((one) => one.id === id);
      if (experiment === undefined) {
        throw new KafkaError("There is no such experiment.", { kind: "invalidInput" });
      }
      const { cluster, host } = this.options;
      // where nothing may be written nothing is asked: running it says why not
      if (cluster.writer.obstacle() === undefined) {
        this.isAgreed ||= await host.mayExperiment();
        if (!this.isAgreed) return this.view();
      }
      try {
        await this.lab.run(experiment.id);
      } finally {
        this.options.host.didChange();
      }
      return this.view();
    },
    offsetsCancel: () => {
      this.lab.cancel();
      return Promise.resolve(null);
    },
    offsetsOpenGroup: ({ groupId }) => {
      if (this.lab.left.groups.includes(groupId)) this.options.host.openGroup(groupId);
      return Promise.resolve(null);
    },
    offsetsCleanUp: async () => {
      const { mayRemove, didChange } = this.options.host;
      if (!(await mayRemove(this.lab.left))) return this.view();
      try {
        await this.lab.cleanUp();
      } finally {
        didChange();
      }
      return this.view();
    },
  };

  dispose(): Promise<void> {
    return this.lab.dispose();
  }

  private view(): OffsetsView {
    const { topics, groups } = this.lab.left;
    const { formatNumber } = this.options;
    const count = (of: readonly string[], noun: string): string =>
      counted(of.length, noun, formatNumber);
    const left = `${count(topics, "topic")} and ${count(groups, "group")}`;
    return {
      experiments: experiments.map(({ id, title, question, settings }): ExperimentView => {
        const { state, steps, groups: ofRun, problem = null } = this.lab.runOf(id);
        const told = { state, steps: steps.map(stepView), groups: ofRun, problem };
        return { id, title, question, settings, ...told };
      }),
      isBusy: this.lab.isBusy,
      left:
        topics.length + groups.length === 0
          ? null
          : `${left} of these experiments are on the cluster.`,
    };
  }
}

function stepView({ text, check, why }: Step): OffsetsStep {
  return {
    text,
    why: why ?? null,
    check: check === undefined ? null : { ...check, holds: holds(check) },
  };
}
