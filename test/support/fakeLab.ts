import { Creations } from "../../src/lab/creations";
import type { LabCluster } from "../../src/lab/labCluster";
import type { LabExit, LabProcess } from "../../src/lab/process/labProcesses";
import type { LabCommand, LabOrder, LabReport } from "../../src/lab/worker/orders";
import { MemoryGateway } from "./memoryGateway";
import { MemoryStore } from "./memoryStore";

/** A process of the lab whose reports and end a test decides. */
export class FakeLabProcess implements LabProcess {
  readonly pid = 1;
  readonly ended: Promise<LabExit>;
  readonly sent: LabCommand[] = [];
  private resolve: (exit: LabExit) => void = () => undefined;

  constructor(
    readonly order: LabOrder,
    readonly report: (report: LabReport) => void,
  ) {
    this.ended = new Promise((resolve) => {
      this.resolve = resolve;
    });
  }

  end(exit: LabExit): void {
    this.resolve(exit);
  }

  send(command: LabCommand): void {
    this.sent.push(command);
  }

  stop(): Promise<LabExit> {
    this.resolve({ kind: "stopped" });
    return this.ended;
  }

  crash(): Promise<LabExit> {
    this.resolve({ kind: "crashed" });
    return this.ended;
  }
}

/** A cluster in memory to run the lab on, and the processes it started. */
export class FakeLab {
  readonly gateway = new MemoryGateway();
  readonly started: FakeLabProcess[] = [];
  readonly creations = new Creations(new MemoryStore(), "lab");
  obstacle: string | undefined;
  readonly processes = {
    start: (order: LabOrder, report: (report: LabReport) => void): LabProcess => {
      const started = new FakeLabProcess(order, report);
      this.started.push(started);
      return started;
    },
  };

  readonly cluster: LabCluster = {
    clusterId: "lab",
    clusterName: "lab",
    gateway: () => this.gateway,
    connection: () =>
      Promise.resolve({
        bootstrapServers: ["h:1"],
        connectTimeoutMs: 1000,
        requestTimeoutMs: 1000,
      }),
    writer: {
      obstacle: () => this.obstacle,
      createTopic: ({ topic, partitions }) => {
        this.gateway.addTopic(topic, partitions);
        return Promise.resolve();
      },
      deleteTopic: (topic) => {
        this.gateway.deleteTopic(topic);
        return Promise.resolve();
      },
      deleteGroups: () => Promise.resolve(),
      produce: () => Promise.resolve(),
    },
    creations: this.creations,
  };
}
