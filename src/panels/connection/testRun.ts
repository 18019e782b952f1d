import { visibleText } from "../../decode/visibleText";
import type { Check, CheckName, Diagnosis, DiagnosisEvent } from "../../kafka/diagnosis/diagnosis";
import { failureLine, isCancellation } from "../../ui/userMessage";
import type { TestLine, TestView } from "./protocol";

/** What a person calls each check. */
export const checkTitles: Readonly<Record<CheckName, string>> = {
  dns: "Name look-up",
  tcp: "TCP connection",
  tls: "TLS and certificate",
  apiVersions: "Kafka protocol",
  sasl: "Authentication",
  metadata: "Cluster metadata",
  advertised: "Advertised address",
  topicPermissions: "Permissions on topics",
  groupPermissions: "Permissions on groups",
};

interface Line {
  readonly name: CheckName;
  readonly address: string | undefined;
  /** Undefined while it runs. */
  readonly check: Check | undefined;
}

/** The checklist of one test: what has begun, what has ended, and what it came to. */
export class TestRun {
  private lines: readonly Line[] = [];
  private state: TestView["state"] = "none";
  /** Why there is no diagnosis. */
  private failure: string | undefined;
  private isOutdated = false;

  /** What was found last; undefined before the end. */
  diagnosis: Diagnosis | undefined;

  begin(): void {
    this.lines = [];
    this.state = "running";
    this.failure = undefined;
    this.isOutdated = false;
    this.diagnosis = undefined;
  }

  take(event: DiagnosisEvent): void {
    const { name, address } = event.kind === "begun" ? event : event.check;
    const line: Line = { name, address, check: event.kind === "ended" ? event.check : undefined };
    const at = this.lines.findIndex((one) => one.name === name && one.address === address);
    this.lines = at < 0 ? [...this.lines, line] : this.lines.with(at, line);
  }

  end(diagnosis: Diagnosis): void {
    this.diagnosis = diagnosis;
    this.lines = diagnosis.checks.map((check) => ({
      name: check.name,
      address: check.address,
      check,
    }));
    this.state = diagnosis.isUsable ? "passed" : "failed";
  }

  /** What was under way is dropped: nobody knows how it would have ended. */
  fail(error: unknown): void {
    this.lines = this.lines.filter(({ check }) => check !== undefined);
    this.state = isCancellation(error) ? "stopped" : "failed";
    this.failure = visibleText(failureLine(error));
  }

  /** The draft is another one now. */
  outdate(): void {
    this.isOutdated = this.state !== "none";
  }

  /** Whether saving deserves a question: the draft as it stands was tried, and does not work. */
  get hasFailed(): boolean {
    return this.state === "failed" && !this.isOutdated;
  }

  view(): TestView {
    return {
      state: this.state,
      isOutdated: this.isOutdated,
      lines: this.lines.map(toLine),
      summary: this.isOutdated && this.state !== "running" ? outdated : this.summary(),
    };
  }

  private summary(): string {
    switch (this.state) {
      case "none":
        return "Not tested yet.";
      case "running":
        return "Testing…";
      case "stopped":
        return "The test was stopped.";
      case "failed":
        return this.failure ?? this.firstFinding() ?? "The connection does not work.";
      case "passed":
        return this.lines.some(({ check }) => check?.status === "warning")
          ? "The connection works, with warnings."
          : "The connection works.";
    }
  }

  /** Of what failed. */
  private firstFinding(): string | undefined {
    const failed = this.lines.find(({ check }) => check?.status === "failed");
    return failed?.check && visibleText(failed.check.finding);
  }
}

const outdated = "Changed since the test.";

function toLine({ name, address, check }: Line): TestLine {
  return {
    title: checkTitles[name],
    address: address === undefined ? null : visibleText(address),
    status: check?.status ?? "running",
    finding: visibleText(check?.finding ?? ""),
    advice: check?.advice === undefined ? null : visibleText(check.advice),
    elapsed: check === undefined || check.status === "skipped" ? "" : duration(check.elapsedMs),
  };
}

function duration(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}
