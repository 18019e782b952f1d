import { OrderedConsumer } from "./consumeOrder";
import { deleteRecords } from "./deleteOrder";
import { JavaConsumer } from "./javaConsumeOrder";
import type { LabCommand, LabOrder, LabReport } from "./orders";
import { OrderedProducer } from "./produceOrder";

/** What runs in the process: it gets one order, then commands, and ends with its parent. */
interface Running {
  /** Settles when there is nothing left to do. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
  setInterval(intervalMs: number): void;
}

function report(what: LabReport): void {
  process.send?.(what);
}

function run(order: LabOrder): Running {
  switch (order.kind) {
    case "consume":
      return consume(order);
    case "consumeByJava":
      return consumeByJava(order);
    case "produce":
      return produce(order);
    case "deleteRecords":
      return {
        ended: deleteRecords(order),
        stop: () => Promise.resolve(),
        setInterval: () => undefined,
      };
  }
}

function consume(order: Extract<LabOrder, { kind: "consume" }>): Running {
  const consumer = new OrderedConsumer(order, report);
  let end = (): void => undefined;
  const stopped = new Promise<void>((resolve) => {
    end = resolve;
  });
  return {
    ended: consumer.start().then(() => stopped),
    stop: () => consumer.stop().finally(end),
    setInterval: () => undefined,
  };
}

function consumeByJava(order: Extract<LabOrder, { kind: "consumeByJava" }>): Running {
  const consumer = new JavaConsumer(order, report);
  return {
    ended: consumer.run(),
    stop: () => {
      consumer.stop();
      return Promise.resolve();
    },
    setInterval: () => undefined,
  };
}

function produce(order: Extract<LabOrder, { kind: "produce" }>): Running {
  const producer = new OrderedProducer(order, report);
  return {
    ended: producer.run(),
    stop: () => {
      producer.stop();
      return Promise.resolve();
    },
    setInterval: (intervalMs) => {
      producer.setInterval(intervalMs);
    },
  };
}

function main(): void {
  let running: Running | undefined;
  process.on("disconnect", () => {
    process.exit();
  });
  process.on("message", (message: LabOrder | LabCommand) => {
    switch (message.kind) {
      case "consume":
      case "consumeByJava":
      case "produce":
      case "deleteRecords":
        running = run(message);
        running.ended.then(end, fail);
        return;
      case "stop":
        running?.stop().catch(fail);
        return;
      case "crash":
        process.exit();
        break;
      case "setInterval":
        running?.setInterval(message.intervalMs);
    }
  });
}

/** Ends the process once the parent has been told. */
function end(): void {
  process.send?.({ kind: "ended" } satisfies LabReport, undefined, undefined, () => process.exit());
}

function fail(error: unknown): void {
  const failed: LabReport = { kind: "failed", message: messageOfError(error) };
  process.send?.(failed, undefined, undefined, () => process.exit(1));
}

function messageOfError(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

main();
