import type { LabOpened } from "../../../src/panels/lab/protocol";
import type { RebalanceView } from "../../../src/panels/lab/protocol/rebalance";
import { element } from "../../shared/dom";
import type { LabTabDeps, LabTabView } from "../labTabView";
import { ConsumerList } from "./consumerList";
import { LogView } from "./logView";
import { PartitionStrip } from "./partitionStrip";
import { ProducerRow } from "./producerRow";
import { SetupBar } from "./setupBar";
import { StepsTable } from "./stepsTable";

/** Consumers that come and go, and what becomes of the partitions. */
export class RebalanceTab implements LabTabView {
  readonly element: HTMLElement;
  private readonly setup: SetupBar;
  private readonly producer: ProducerRow;
  private readonly consumers: ConsumerList;
  private readonly partitions = new PartitionStrip();
  private readonly steps = new StepsTable();
  private readonly log = new LogView();
  private isObstructed = false;

  constructor(private readonly deps: LabTabDeps) {
    const { host } = deps;
    const ask = (answer: Promise<RebalanceView>): void => {
      this.ask(answer);
    };
    this.setup = new SetupBar({
      change: (setup) => {
        ask(host.call("rebalanceSetUp", setup));
      },
      openTimeline: () => {
        host.call("rebalanceOpenTimeline", {}).catch(deps.fail);
      },
      cleanUp: () => {
        ask(host.call("rebalanceCleanUp", {}));
      },
    });
    this.producer = new ProducerRow({
      start: () => {
        ask(host.call("rebalanceStartProducer", {}));
      },
      stop: () => {
        ask(host.call("rebalanceStopProducer", {}));
      },
      setRate: (intervalMs) => {
        ask(host.call("rebalanceSetRate", { intervalMs }));
      },
      spreadKeys: (spreads) => {
        ask(host.call("rebalanceSpreadKeys", { spreads }));
      },
    });
    this.consumers = new ConsumerList({
      add: () => {
        ask(host.call("rebalanceAddConsumer", {}));
      },
      stop: (number) => {
        ask(host.call("rebalanceStopConsumer", { number }));
      },
      crash: (number) => {
        ask(host.call("rebalanceCrashConsumer", { number }));
      },
      dismiss: (number) => {
        ask(host.call("rebalanceDismissConsumer", { number }));
      },
      showOutput: (number) => {
        host.call("rebalanceShowOutput", { number }).catch(deps.fail);
      },
    });
    const work = element(
      "div",
      { className: "rebalance-work" },
      this.producer.element,
      this.partitions.element,
      this.consumers.element,
    );
    const side = element(
      "div",
      { className: "rebalance-side" },
      this.steps.element,
      this.log.element,
    );
    this.element = element(
      "div",
      { className: "view rebalance" },
      this.setup.element,
      element("div", { className: "rebalance-columns" }, work, side),
    );
  }

  async start({ obstacle }: LabOpened): Promise<void> {
    const { host } = this.deps;
    this.isObstructed = obstacle !== null;
    host.on("rebalanceView", (view) => {
      this.show(view);
    });
    host.on("rebalanceLog", (lines) => {
      this.log.add(lines);
    });
    const { view, log } = await host.call("rebalanceOpen", {});
    this.log.add(log);
    this.show(view);
  }

  private ask(answer: Promise<RebalanceView>): void {
    this.deps.fail(undefined);
    answer.then((view) => {
      this.show(view);
    }, this.deps.fail);
  }

  private show(view: RebalanceView): void {
    this.setup.show(view);
    this.producer.show(view, this.isObstructed);
    this.partitions.show(view);
    this.consumers.show(view, this.isObstructed);
    this.steps.show(view);
  }
}
