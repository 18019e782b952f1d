import { Creations } from "../../src/lab/creations";
import type { LabCluster, LabWriter } from "../../src/lab/labCluster";
import type { LabExit, LabProcess } from "../../src/lab/process/labProcesses";
import type { ConsumeOrder, LabOrder, LabReport } from "../../src/lab/worker/orders";
import { MemoryGateway } from "./memoryGateway";
import type { MemoryLog } from "./memoryLog";
import { MemoryStore } from "./memoryStore";

type OnReport = (report: LabReport) => void;

/** A lab on a cluster in memory: its processes read and write there at once, in this process. */
export class ScriptedLab {
  readonly gateway = new MemoryGateway();
  readonly orders: LabOrder[] = [];
  readonly deleted: string[] = [];
  obstacle: string | undefined;
  /** Consumers do nothing, until they are ended. */
  isHanging = false;
  /** Consumers end so, at once. */
  failure: string | undefined;
  /** Began and have not ended. */
  running = 0;
  private readonly logs = new Map<string, MemoryLog>();

  private readonly writer: LabWriter = {
    obstacle: () => this.obstacle,
    createTopic: ({ topic, partitions }) => {
      const [log] = this.gateway.addTopic(topic, partitions);
      if (log !== undefined) this.logs.set(topic, log);
      return Promise.resolve();
    },
    deleteTopic: (topic) => {
      this.gateway.deleteTopic(topic);
      this.deleted.push(topic);
      return Promise.resolve();
    },
    deleteGroups: (groupIds) => {
      this.deleted.push(...groupIds);
      return Promise.resolve();
    },
    produce: () => Promise.resolve(),
  };

  readonly cluster: LabCluster = {
    clusterId: "c1",
    clusterName: "demo",
    gateway: () => this.gateway,
    connection: () =>
      Promise.resolve({ bootstrapServers: ["h:1"], connectTimeoutMs: 1, requestTimeoutMs: 1 }),
    writer: this.writer,
    creations: new Creations(new MemoryStore(), "c1"),
  };

  readonly processes = {
    start: (order: LabOrder, onReport: OnReport): LabProcess => this.start(order, onReport),
  };

  private start(order: LabOrder, onReport: OnReport): LabProcess {
    this.orders.push(order);
    this.running += 1;
    let end: (exit: LabExit) => void = () => undefined;
    const ended = new Promise<LabExit>((resolve) => {
      end = resolve;
    });
    void ended.then(() => (this.running -= 1));
    const finish = (exit: LabExit): Promise<LabExit> => {
      end(exit);
      return ended;
    };
    setImmediate(() => {
      if (order.kind === "produce") {
        for (let count = 0; count < (order.messageCount ?? 0); count++) {
          this.logs.get(order.topic)?.append();
        }
      }
      if (order.kind !== "consume") end({ kind: "stopped" });
      else if (this.failure !== undefined) end({ kind: "failed", message: this.failure });
      else if (!this.isHanging) this.consume(order, onReport);
    });
    return {
      pid: undefined,
      ended,
      send: () => undefined,
      stop: () => finish({ kind: "stopped" }),
      crash: () => finish({ kind: "crashed" }),
    };
  }

  /** Reads everything from the start, and commits it. */
  private consume({ groupId, topic, haltAfter }: ConsumeOrder, onReport: OnReport): void {
    const end = this.logs.get(topic)?.highWatermark ?? 0n;
    const upTo = haltAfter === undefined ? end : BigInt(haltAfter);
    onReport({ kind: "joined", memberId: groupId, partitions: [0] });
    for (let offset = 0n; offset < upTo; offset++) {
      onReport({ kind: "received", partition: 0, offset: String(offset), key: "", value: "" });
    }
    this.gateway.addGroup(groupId).commit(topic, 0, { offset: upTo });
    onReport({ kind: "committed", offsets: [{ partition: 0, offset: String(upTo) }] });
  }
}
