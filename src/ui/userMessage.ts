import { KafkaError } from "../kafka/errors";
import type { KafkaErrorKind } from "../kafka/errors";
import { UserError } from "./userError";

/** What a person can do about each kind of failure. */
const adviceByKind: Readonly<Record<KafkaErrorKind, string>> = {
  unreachable: "Check the bootstrap servers, and that the cluster is running.",
  timeout: "The cluster is slow to answer, or something on the way drops the traffic. Try again.",
  cancelled: "",
  authentication: "Check how this cluster logs in.",
  authorization: "Ask the cluster's administrator for the missing permission.",
  tls: "Check the certificate settings of this cluster.",
  notFound: "It may have been deleted since. Refresh the view.",
  groupActive: "Stop every member of the group, then try again.",
  offsetOutOfRange: "The offset was deleted by retention, or is not written yet.",
  noLeader: "Some brokers may be down. Try again when the partition has a leader.",
  unsupported: "",
  corruptData: "",
  invalidInput: "",
  unexpected: "See the log for details.",
};

export interface FailureText {
  /** What happened. */
  readonly sentence: string;
  /** What to do; empty where the sentence says it all. */
  readonly advice: string;
}

/** What happened and what to do, for any thrown value. Messages of unknown errors stay in the log. */
export function failureText(error: unknown): FailureText {
  if (error instanceof KafkaError) {
    // with a code it is the cluster that answered: its bootstrap servers are not to blame
    const isAnswered = error.kind === "unreachable" && error.code !== undefined;
    const advice = isAnswered ? "" : adviceByKind[error.kind];
    return { sentence: asSentence(error.message), advice };
  }
  if (error instanceof UserError) return { sentence: error.message, advice: "" };
  return { sentence: "Something unexpected went wrong.", advice: adviceByKind.unexpected };
}

/** The same in one line. */
export function failureLine(error: unknown): string {
  const { sentence, advice } = failureText(error);
  return `${sentence} ${advice}`.trimEnd();
}

/** One line for a notification: what was tried, what happened, what to do. */
export function userMessage(action: string, error: unknown): string {
  return `${action}: ${failureLine(error)}`;
}

/** Whether the failure is only the user's own wish to stop, which needs no message. */
export function isCancellation(error: unknown): boolean {
  return error instanceof KafkaError && error.kind === "cancelled";
}

function asSentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
