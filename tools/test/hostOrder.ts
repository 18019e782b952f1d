import type { WorkerOrder } from "./worker";

/** What a run in the extension host is told. It cannot write to the terminal: its lines go to a file. */
export interface HostOrder extends WorkerOrder {
  readonly logFile: string;
}

/** Holds the order as JSON. */
export const hostOrderVariable = "KAFKA_OFFSETS_TEST_ORDER";
