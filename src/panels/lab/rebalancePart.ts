import type { LabCluster } from "../../lab/labCluster";
import type { LabProcesses } from "../../lab/process/labProcesses";
import type { LabEvent } from "../../lab/rebalance/labEvent";
import type { LabNames } from "../../lab/rebalance/labStarts";
import type { Leftovers } from "../../lab/rebalance/leftovers";
import type { LabJava } from "../../lab/worker/orders";
import { RebalanceLab } from "../../lab/rebalance/rebalanceLab";
import type { Emit, LabPart } from "./labPart";
import { labProtocols } from "./labProtocols";
import type { LabEvents } from "./protocol";
import type { RebalanceRequests, RebalanceView } from "./protocol/rebalance";
import { RebalanceLog } from "./rebalanceLog";
import { rebalanceView } from "./rebalanceView";

/** The page is told of changes at most so often. */
const pushPauseMs = 100;

/** Where a person reads what one consumer prints. */
export interface ConsumerOutput {
  print(line: string): void;
  show(): void;
  dispose(): void;
}

/** What the tab needs of the editor around it. */
export interface RebalanceHost {
  /** Asks whether the lab may write to what has these names. */
  readonly mayBegin: (names: LabNames) => Promise<boolean>;
  /** Asks whether a topic that was there before may be used: messages will be added to it. */
  readonly mayBorrow: (topic: string) => Promise<boolean>;
  /** Asks whether all of this may be deleted. */
  readonly mayRemove: (leftovers: Leftovers) => Promise<boolean>;
  /** @param interrupt what Ctrl+C does */
  readonly openOutput: (name: string, interrupt: () => void) => ConsumerOutput;
  /** Shows the group's rebalances beside the lab. */
  readonly openTimeline: (groupId: string) => void;
  /** Something was created or deleted. */
  readonly didChange: () => void;
}

export interface RebalancePartOptions {
  readonly cluster: LabCluster;
  readonly processes: Pick<LabProcesses, "start">;
  readonly host: RebalanceHost;
  readonly emit: Emit<LabEvents>;
  /** For the protocols that need Kafka's own consumer; a sentence says what keeps it from being used. */
  readonly java: () => Promise<LabJava | string>;
  readonly report: (error: unknown, method: string) => void;
}

/** The host's side of the rebalance tab. */
export class RebalancePart implements LabPart<RebalanceRequests> {
  private readonly lab: RebalanceLab;
  private readonly log = new RebalanceLog(() => this.lab.snapshot().setup.groupId);
  private readonly outputs = new Map<number, ConsumerOutput>();
  private readonly counts = {
    produced: new Map<number, number>(),
    received: new Map<number, number>(),
  };
  private protocols = labProtocols("Looking for Java…");
  private pushing: NodeJS.Timeout | undefined;
  private isDisposed = false;

  constructor(private readonly options: RebalancePartOptions) {
    const { cluster, processes, host, java } = options;
    this.lab = new RebalanceLab({
      cluster,
      start: (order, onReport) => processes.start(order, onReport),
      mayBegin: host.mayBegin,
      mayBorrow: host.mayBorrow,
      findJava: async () => {
        const found = await java();
        return typeof found === "string" ? undefined : found;
      },
      onEvent: (event) => {
        this.take(event);
      },
      onChange: () => {
        this.push();
      },
    });
  }

  /** Answers for the page's requests. */
  readonly handlers: LabPart<RebalanceRequests>["handlers"] = {
    rebalanceOpen: () => {
      this.readProtocols();
      return Promise.resolve({ view: this.view(), log: this.log.all() });
    },
    rebalanceSetUp: (setup) =>
      this.after(() => {
        this.lab.setUp(setup);
      }),
    rebalanceStartProducer: () => this.after(() => this.lab.startProducer()),
    rebalanceStopProducer: () => this.after(() => this.lab.stopProducer()),
    rebalanceSetRate: ({ intervalMs }) =>
      this.after(() => {
        this.lab.setRate(intervalMs);
      }),
    rebalanceSpreadKeys: ({ spreads }) => this.after(() => this.lab.spreadKeys(spreads)),
    rebalanceAddConsumer: () => this.after(() => this.lab.addConsumer()),
    rebalanceStopConsumer: ({ number }) => this.after(() => this.lab.stopConsumer(number)),
    rebalanceCrashConsumer: ({ number }) => this.after(() => this.lab.crashConsumer(number)),
    rebalanceDismissConsumer: ({ number }) =>
      this.after(() => {
        this.outputs.get(number)?.dispose();
        this.outputs.delete(number);
        this.lab.dismissConsumer(number);
      }),
    rebalanceShowOutput: ({ number }) => {
      this.showOutput(number);
      return Promise.resolve(null);
    },
    rebalanceOpenTimeline: () => {
      this.options.host.openTimeline(this.lab.snapshot().setup.groupId);
      return Promise.resolve(null);
    },
    rebalanceCleanUp: () => this.cleanUp(),
  };

  async dispose(): Promise<void> {
    this.isDisposed = true;
    clearTimeout(this.pushing);
    for (const output of this.outputs.values()) output.dispose();
    this.outputs.clear();
    await this.lab.dispose();
  }

  private async after(work: () => Promise<void> | void): Promise<RebalanceView> {
    const before = this.lab.snapshot().topic;
    await work();
    if (before !== this.lab.snapshot().topic) this.options.host.didChange();
    return this.view();
  }

  private async cleanUp(): Promise<RebalanceView> {
    const { leftovers } = this.lab.snapshot();
    const isAny = leftovers.topics.length + leftovers.groups.length > 0;
    if (isAny && !(await this.options.host.mayRemove(leftovers))) return this.view();
    try {
      await this.lab.cleanUp();
    } finally {
      this.options.host.didChange();
    }
    this.counts.produced.clear();
    this.counts.received.clear();
    return this.view();
  }

  private take(event: LabEvent): void {
    const { produced, received } = this.counts;
    if (event.kind === "produced") increment(produced, event.message.partition);
    if (event.kind === "received") increment(received, event.message.partition);
    const line = this.log.add(event);
    this.outputs.get(line.consumer)?.print(line.text);
    this.push();
  }

  /** Looking for Java takes its time: the page shows the others meanwhile. */
  private readProtocols(): void {
    const { java, report } = this.options;
    java().then(
      (found) => {
        this.protocols = labProtocols(typeof found === "string" ? found : undefined);
        this.push();
      },
      (error: unknown) => {
        report(error, "looking for Java");
      },
    );
  }

  private showOutput(number: number): void {
    const { consumers, setup } = this.lab.snapshot();
    if (number !== 0 && !consumers.some((one) => one.number === number)) return;
    let output = this.outputs.get(number);
    if (output === undefined) {
      const name = number === 0 ? "Producer" : `Consumer ${number} (${setup.groupId})`;
      output = this.options.host.openOutput(name, () => {
        this.interrupt(number);
      });
      for (const line of this.log.of(number)) output.print(line.text);
      this.outputs.set(number, output);
    }
    output.show();
  }

  private interrupt(number: number): void {
    const stopped = number === 0 ? this.lab.stopProducer() : this.lab.stopConsumer(number);
    stopped.catch((error: unknown) => {
      this.options.report(error, "stop");
    });
  }

  private push(): void {
    if (this.pushing !== undefined || this.isDisposed) return;
    this.pushing = setTimeout(() => {
      this.pushing = undefined;
      this.options.emit("rebalanceView", this.view());
      const fresh = this.log.takeFresh();
      if (fresh.length > 0) this.options.emit("rebalanceLog", fresh);
    }, pushPauseMs);
  }

  private view(): RebalanceView {
    return rebalanceView(this.lab.snapshot(), this.counts, this.protocols);
  }
}

function increment(counts: Map<number, number>, partition: number): void {
  counts.set(partition, (counts.get(partition) ?? 0) + 1);
}
