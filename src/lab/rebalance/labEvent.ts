import type { LabMessage } from "../worker/orders";

/** What happened in the lab, in its order. Messages are as they were read: hostile text. */
export type LabEvent =
  | { readonly kind: "received"; readonly consumer: number; readonly message: LabMessage }
  | { readonly kind: "produced"; readonly message: LabMessage }
  | {
      readonly kind: "assigned";
      readonly consumer: number;
      readonly partitions: readonly number[];
    }
  | {
      readonly kind:
        "started" | "rebalancing" | "stopping" | "stopped" | "crashed" | "producing" | "paused";
      /** 0 is the producer. */
      readonly consumer: number;
    }
  /** Kafka has found out that a consumer is dead. */
  | { readonly kind: "noticed"; readonly consumer: number; readonly afterMs: number }
  | { readonly kind: "failed"; readonly consumer: number; readonly message: string };
