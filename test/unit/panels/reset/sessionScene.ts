import { applyReset } from "../../../../src/kafka/reset/applyReset";
import { asKafkaError } from "../../../../src/kafka/reset/asKafkaError";
import type { ResetPlan } from "../../../../src/kafka/reset/plan";
import type { ResetRequest, ResetScope } from "../../../../src/kafka/reset/target";
import type { ResetRequests } from "../../../../src/panels/reset/protocol";
import type { ResetQuestion } from "../../../../src/panels/reset/question";
import type {
  ApplyReport,
  EditedText,
  NamedText,
  ResetHost,
} from "../../../../src/panels/reset/resetHost";
import { ResetSession } from "../../../../src/panels/reset/session";
import { numberFormatter } from "../../../../src/ui/numberFormat";
import { ResetCluster } from "../../../support/resetCluster";

export const toEarliest: ResetRequest = {
  groupId: "billing",
  scope: { kind: "topics", topics: ["orders"] },
  target: { to: "earliest" },
};

/** The host's side of a panel, as a test arranges it. */
export class FakeHost implements ResetHost {
  readonly timeZone = "Europe/Paris";
  readonly formatNumber = numberFormatter("en");
  readonly at = new ResetCluster().withTopic(
    "orders",
    { end: 100n, committed: 40n },
    { start: 5n, end: 50n, committed: 5n },
    { end: 9n },
  );
  readonly bootstrapServers = ["127.0.0.1:9092"];
  isConfigured = true;
  obstacle: string | undefined;
  answer = (): Promise<boolean> => Promise.resolve(true);
  applied: ResetPlan[] = [];
  declined: string | undefined;
  readonly questions: ResetQuestion[] = [];
  readonly shown: string[] = [];
  copied = "";
  /** What stands in the document that was opened to edit; undefined once it is closed. */
  csv: string | undefined;
  file: NamedText | undefined;
  /** What the person picks. */
  scope: ResetScope | undefined;
  readonly scopesAsked: (readonly [readonly string[], ResetScope])[] = [];

  cluster(): ReturnType<ResetHost["cluster"]> {
    const { at: gateway, bootstrapServers } = this;
    return this.isConfigured ? { name: "demo", bootstrapServers, gateway } : undefined;
  }

  writeObstacle(): string | undefined {
    return this.obstacle;
  }

  confirm(question: ResetQuestion): Promise<boolean> {
    this.questions.push(question);
    return this.answer();
  }

  async apply(plans: readonly ResetPlan[]): Promise<readonly ApplyReport[]> {
    const reports: ApplyReport[] = [];
    for (const plan of plans) reports.push(await this.applyOne(plan));
    return reports;
  }

  private async applyOne(plan: ResetPlan): Promise<ApplyReport> {
    this.applied.push(plan);
    if (this.declined !== undefined) return { kind: "declined", reason: this.declined };
    try {
      const result = await applyReset(this.at, plan);
      const changeId = `change-${this.applied.length}`;
      return { kind: "done", changeId, result, isRecorded: true };
    } catch (error) {
      return { kind: "failed", error: asKafkaError(error) };
    }
  }

  chooseScope(groupIds: readonly string[], scope: ResetScope): Promise<ResetScope | undefined> {
    this.scopesAsked.push([groupIds, scope]);
    return Promise.resolve(this.scope);
  }

  showUndoFile(changeId: string): Promise<void> {
    this.shown.push(`undo ${changeId}`);
    return Promise.resolve();
  }

  undo(changeId: string): Promise<void> {
    this.shown.push(`preview of undoing ${changeId}`);
    return Promise.resolve();
  }

  copyText(text: string): Promise<void> {
    this.copied = text;
    return Promise.resolve();
  }

  showFile({ name, text }: NamedText): Promise<void> {
    this.shown.push(`${name}: ${text}`);
    return Promise.resolve();
  }

  openCsv(text: string): Promise<EditedText> {
    this.csv = text;
    return Promise.resolve({ read: () => this.csv });
  }

  chooseFile(): Promise<NamedText | undefined> {
    return Promise.resolve(this.file);
  }

  tellResult({ message }: { message: string }): void {
    this.shown.push(message);
  }

  peek(position: { topic: string; partition: number; offset: bigint }): Promise<void> {
    this.shown.push(`peek ${position.topic}-${position.partition} ${position.offset}`);
    return Promise.resolve();
  }
}

export type Call = <M extends keyof ResetRequests>(
  method: M,
  params: ResetRequests[M]["params"],
) => Promise<ResetRequests[M]["result"]>;

export const start = (
  ...requests: readonly ResetRequest[]
): { host: FakeHost; session: ResetSession; call: Call } => {
  const host = new FakeHost();
  const session = new ResetSession(requests.length === 0 ? [toEarliest] : requests, host);
  const handlers = session.handlers();
  const call: Call = (method, params) => handlers[method](params, new AbortController().signal);
  return { host, session, call };
};
