import { throwIfCancelled } from "../connection/deadline";
import { toKafkaError } from "../connection/toKafkaError";
import { adviceFor } from "./advice";
import { CheckFailure } from "./checkFailure";
import type { Check, CheckName, Diagnosis, DiagnosisEvent } from "./diagnosis";

/** What a check found out, and what later checks need of it. A check that fails throws a `KafkaError` instead. */
export interface Found<Value> {
  readonly finding: string;
  /** Makes it a warning: what to do about it. */
  readonly advice?: string | undefined;
  readonly value: Value;
}

/** What a check is of; without an address it is of the whole cluster. */
interface Subject {
  readonly address?: string;
}

const order: readonly CheckName[] = [
  "dns",
  "tcp",
  "tls",
  "apiVersions",
  "sasl",
  "metadata",
  "advertised",
  "topicPermissions",
  "groupPermissions",
];

/** Runs checks, tells of each as it begins and ends, and keeps them in their order. */
export class Checklist {
  private readonly checks: Check[] = [];

  constructor(
    private readonly onEvent: (event: DiagnosisEvent) => void,
    private readonly signal: AbortSignal,
  ) {}

  /**
   * Checks every subject at once. The cluster can be used as long as one of them passes: then the others' failures are
   * warnings. Which of the two they are is told once all have ended.
   * @returns what the passed ones found, in the order of the subjects; nothing when there is nothing to check
   * @throws KafkaError `cancelled`
   */
  async each<Of extends Subject, Value>(
    name: CheckName,
    subjects: readonly Of[],
    check: (subject: Of) => Promise<Found<Value>>,
  ): Promise<readonly Value[]> {
    const results = await Promise.all(
      subjects.map((subject) => this.run(name, subject, () => check(subject))),
    );
    const values = results.flatMap((result) => ("value" in result ? [result.value] : []));
    for (const result of results) {
      if ("value" in result) this.checks.push(result.check);
      else this.end({ ...result.check, status: values.length > 0 ? "warning" : "failed" });
    }
    return values;
  }

  /** Does not apply to this connection. */
  skip(name: CheckName, finding: string): void {
    this.end({ name, status: "skipped", finding, elapsedMs: 0 });
  }

  /** Whatever was not checked was not for want of something to check. */
  finish(): Diagnosis {
    const done = new Set(this.checks.map(({ name }) => name));
    for (const name of order) {
      if (!done.has(name)) this.skip(name, "Not tested: a check before it failed.");
    }
    return {
      checks: this.checks.toSorted(
        (one, other) => order.indexOf(one.name) - order.indexOf(other.name),
      ),
      isUsable: this.checks.every(({ status }) => status !== "failed"),
    };
  }

  private async run<Value>(
    name: CheckName,
    { address }: Subject,
    check: () => Promise<Found<Value>>,
  ): Promise<{ check: Check; value: Value } | { check: Check }> {
    throwIfCancelled(this.signal);
    const head = address === undefined ? { name } : { name, address };
    this.onEvent({ kind: "begun", ...head });
    const startedMs = performance.now();
    const elapsedMs = (): number => performance.now() - startedMs;
    try {
      const { finding, advice, value } = await check();
      throwIfCancelled(this.signal);
      const ended: Check = {
        ...head,
        status: advice === undefined ? "passed" : "warning",
        finding,
        ...(advice === undefined ? {} : { advice }),
        elapsedMs: elapsedMs(),
      };
      this.onEvent({ kind: "ended", check: ended });
      return { check: ended, value };
    } catch (error) {
      throwIfCancelled(this.signal);
      const failure = toKafkaError(error, address ?? "the cluster");
      const advice = failure instanceof CheckFailure ? failure.advice : adviceFor(name, failure);
      const more = advice === undefined ? {} : { advice };
      const finding = failure.message;
      return {
        check: { ...head, status: "failed", finding, ...more, elapsedMs: elapsedMs() },
      };
    }
  }

  private end(check: Check): void {
    this.checks.push(check);
    this.onEvent({ kind: "ended", check });
  }
}
