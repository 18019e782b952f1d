import type { Traffic } from "../gateway";
import type { Api } from "../protocol/api";

/** Sends requests to brokers by node id. `Router`, `Router.measured()` and `Router.openLane()` all are one. */
export interface Sender {
  readonly traffic: Traffic;
  /**
   * Connects when needed. A read is sent again, once, when the connection was lost meanwhile; a write never.
   * @throws KafkaError
   */
  sendTo<Question, Answer>(
    nodeId: number,
    api: Api<Question, Answer>,
    question: Question,
    signal: AbortSignal | undefined,
  ): Promise<Answer>;
}

/**
 * Connections of its own, one per broker asked: for tails and scans, whose fetches wait on the broker and
 * would hold up everybody else's. They end with the gateway at the latest.
 */
export interface Lane extends Sender {
  /**
   * Nobody looks any more at the answer that `view` is a part of, nor at views of it: what comes next may be received
   * into its memory. It need not be called.
   */
  giveBack(view: Buffer): void;
  /** At once; what is under way fails with kind `cancelled`, and so does what is sent afterwards. */
  close(): void;
}
