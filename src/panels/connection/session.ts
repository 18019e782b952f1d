import { KafkaError } from "../../kafka/errors";
import type { Handlers } from "../rpc";
import { checkDraft } from "./checkDraft";
import type { Attempt, ConnectionHost, EnteredSecrets } from "./connectionHost";
import type {
  ConnectionDraft,
  ConnectionRequests,
  ConnectionView,
  SecretField,
  SecretState,
} from "./protocol";
import { secretFields, secretTitle } from "./secretNames";
import { testReport } from "./testReport";
import { TestRun } from "./testRun";

export interface ConnectionSessionOptions {
  readonly draft: ConnectionDraft;
  readonly mode: ConnectionView["mode"];
  /** Found where the draft came from. */
  readonly secrets: EnteredSecrets;
  /** What is to be known about where the draft came from: whole sentences. */
  readonly notes: readonly string[];
  readonly host: ConnectionHost;
  /** Something changed that no request of the page is about. */
  readonly onView: (view: ConnectionView) => void;
  /** The draft is in the settings now. */
  readonly onSaved: () => void;
}

/**
 * A connection being edited. It holds the draft, so that a page which was hidden begins where it was, and what was
 * entered in secret, which it hands to nobody but its host.
 */
export class ConnectionSession {
  private draft: ConnectionDraft;
  private revision = 0;
  private entered: EnteredSecrets;
  private forgotten: ReadonlySet<SecretField> = new Set();
  private readonly run = new TestRun();
  /** Ends the test under way. */
  private testing: AbortController | undefined;
  private isSaving = false;

  constructor(private readonly options: ConnectionSessionOptions) {
    this.draft = options.draft;
    this.entered = options.secrets;
  }

  /** Answers for the page's requests. */
  readonly handlers: Handlers<ConnectionRequests> = {
    open: async () => ({ draft: this.draft, view: await this.view() }),
    edit: ({ revision, draft }) => this.edit(revision, draft),
    enterSecret: ({ name }) => this.enterSecret(name),
    forgetSecret: ({ name }) => this.forgetSecret(name),
    chooseFile: async ({ field }) => (await this.options.host.chooseFile(field)) ?? null,
    test: () => this.test(),
    stopTest: () => {
      this.testing?.abort();
      return Promise.resolve(null);
    },
    copyReport: () => this.copyReport(),
    save: () => this.save(),
  };

  /**
   * Goes through the checklist with the draft as it stands. Another test ends the one before.
   * @throws KafkaError `invalidInput` when the draft has an error
   */
  async test(): Promise<ConnectionView> {
    this.refuseErrors();
    this.testing?.abort();
    const testing = new AbortController();
    this.testing = testing;
    const isCurrent = (): boolean => this.testing === testing;
    this.run.begin();
    await this.push();
    try {
      const diagnosis = await this.options.host.diagnose(
        this.attempt(),
        (event) => {
          if (!isCurrent()) return;
          this.run.take(event);
          void this.push();
        },
        testing.signal,
      );
      if (isCurrent()) this.run.end(diagnosis);
    } catch (error) {
      if (isCurrent()) this.run.fail(testing.signal.aborted ? stopped() : error);
    }
    return this.view();
  }

  dispose(): void {
    this.testing?.abort();
    this.testing = undefined;
    this.entered = {};
  }

  private edit(revision: number, draft: ConnectionDraft): Promise<ConnectionView> {
    this.revision = revision;
    this.draft = draft;
    this.outdate();
    return this.view();
  }

  /** What is entered belongs to the draft as it stands: it is sent to nobody before the person tests or saves. */
  private async enterSecret(name: SecretField): Promise<ConnectionView> {
    const title = secretTitle(name, this.draft);
    const secret = await this.options.host.askSecret({ name, title });
    if (secret !== undefined && secret !== "") {
      this.entered = { ...this.entered, [name]: secret };
      this.forgotten = without(this.forgotten, name);
      this.outdate();
    }
    return this.view();
  }

  private forgetSecret(name: SecretField): Promise<ConnectionView> {
    this.entered = Object.fromEntries(Object.entries(this.entered).filter(([one]) => one !== name));
    this.forgotten = new Set([...this.forgotten, name]);
    this.outdate();
    return this.view();
  }

  /** A test of another draft is of no use any more. */
  private outdate(): void {
    this.testing?.abort();
    this.run.outdate();
  }

  private async save(): Promise<ConnectionView> {
    const { host, onSaved } = this.options;
    const obstacle = host.obstacle();
    if (obstacle !== undefined) throw new KafkaError(obstacle, { kind: "invalidInput" });
    this.refuseErrors();
    if (this.isSaving) return this.view();
    this.isSaving = true;
    try {
      const attempt = this.attempt();
      const isWanted = !this.run.hasFailed || (await host.confirmUntested(attempt.draft.name));
      if (!isWanted) return await this.view();
      await host.save(attempt);
      this.entered = {};
      this.forgotten = new Set();
      onSaved();
      return await this.view();
    } finally {
      this.isSaving = false;
    }
  }

  private refuseErrors(): void {
    const [first] = this.findings(this.draft).filter(({ severity }) => severity === "error");
    if (first !== undefined) throw new KafkaError(first.message, { kind: "invalidInput" });
  }

  private async copyReport(): Promise<string> {
    const { diagnosis } = this.run;
    if (diagnosis === undefined) {
      throw new KafkaError("There is no test to report of.", { kind: "invalidInput" });
    }
    await this.options.host.copyText(testReport(this.draft, diagnosis));
    return "The report was copied.";
  }

  /** What was entered for another mechanism, or another way to authenticate, goes nowhere. */
  private attempt(): Attempt {
    const needed: readonly string[] = this.options.host.neededSecrets(this.draft);
    const entered = Object.entries(this.entered).filter(([name]) => needed.includes(name));
    return {
      draft: this.draft,
      entered: Object.fromEntries(entered),
      forgotten: [...this.forgotten],
    };
  }

  private findings(draft: ConnectionDraft): ConnectionView["findings"] {
    return checkDraft(draft, this.options.host.takenNames());
  }

  private async push(): Promise<void> {
    this.options.onView(await this.view());
  }

  /** Of the draft as it stands at the call, and of the test as it stands at the end. */
  private async view(): Promise<ConnectionView> {
    const { host, mode, notes } = this.options;
    const { draft, revision } = this;
    const stored = await host.storedSecrets(draft);
    return {
      revision,
      mode,
      findings: this.findings(draft),
      secrets: Object.fromEntries(
        secretFields.map((name) => [name, this.secretState(name, stored[name])]),
      ) as Record<SecretField, SecretState>,
      looksLikeProduction: host.looksLikeProduction(draft),
      obstacle: host.obstacle() ?? null,
      notes: [...notes],
      test: this.run.view(),
    };
  }

  private secretState(name: SecretField, stored: "stored" | "outdated" | undefined): SecretState {
    if (this.entered[name] !== undefined) return "entered";
    return this.forgotten.has(name) ? "missing" : (stored ?? "missing");
  }
}

function stopped(): KafkaError {
  return new KafkaError("The test was stopped.", { kind: "cancelled" });
}

function without<T>(set: ReadonlySet<T>, item: T): ReadonlySet<T> {
  return new Set([...set].filter((one) => one !== item));
}
