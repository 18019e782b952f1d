import { emptyDraft } from "../../../../src/commands/connectionDraft";
import type { Check, Diagnosis, DiagnosisEvent } from "../../../../src/kafka/diagnosis/diagnosis";
import type {
  Attempt,
  ConnectionHost,
  SecretQuestion,
} from "../../../../src/panels/connection/connectionHost";
import type {
  ConnectionDraft,
  ConnectionView,
  FileField,
  SecretField,
} from "../../../../src/panels/connection/protocol";
import { ConnectionSession } from "../../../../src/panels/connection/session";

export const draftWith = (change: Partial<ConnectionDraft> = {}): ConnectionDraft => ({
  ...emptyDraft,
  name: "demo",
  bootstrapServers: "localhost:9092",
  ...change,
});

export const saslDraft = (change: Partial<ConnectionDraft> = {}): ConnectionDraft =>
  draftWith({ protocol: "SASL_SSL", mechanism: "SCRAM-SHA-512", username: "alice", ...change });

export const check = (change: Partial<Check> = {}): Check => ({
  name: "tcp",
  address: "localhost:9092",
  status: "passed",
  finding: "Connected to 127.0.0.1.",
  elapsedMs: 12,
  ...change,
});

/** The host's side of an editor, as a test arranges it. */
export class FakeConnectionHost implements ConnectionHost {
  restriction: string | undefined;
  taken: string[] = [];
  needed: SecretField[] = ["password"];
  stored: Awaited<ReturnType<ConnectionHost["storedSecrets"]>> = {};
  /** What the person types. */
  secret: string | undefined;
  file: string | undefined;
  isConfirmed = true;
  readonly questions: SecretQuestion[] = [];
  readonly filesAsked: FileField[] = [];
  readonly confirmed: string[] = [];
  readonly tested: Attempt[] = [];
  readonly saved: Attempt[] = [];
  copied = "";
  /** How the test goes. */
  diagnosing: (
    onEvent: (event: DiagnosisEvent) => void,
    signal: AbortSignal,
  ) => Promise<Diagnosis> = () => Promise.resolve({ checks: [check()], isUsable: true });

  obstacle(): string | undefined {
    return this.restriction;
  }

  takenNames(): readonly string[] {
    return this.taken;
  }

  neededSecrets(): readonly SecretField[] {
    return this.needed;
  }

  looksLikeProduction({ name }: ConnectionDraft): boolean {
    return name.includes("prod");
  }

  storedSecrets(): ReturnType<ConnectionHost["storedSecrets"]> {
    return Promise.resolve(this.stored);
  }

  askSecret(question: SecretQuestion): Promise<string | undefined> {
    this.questions.push(question);
    return Promise.resolve(this.secret);
  }

  chooseFile(field: FileField): Promise<string | undefined> {
    this.filesAsked.push(field);
    return Promise.resolve(this.file);
  }

  diagnose(
    attempt: Attempt,
    onEvent: (event: DiagnosisEvent) => void,
    signal: AbortSignal,
  ): Promise<Diagnosis> {
    this.tested.push(attempt);
    return this.diagnosing(onEvent, signal);
  }

  confirmUntested(name: string): Promise<boolean> {
    this.confirmed.push(name);
    return Promise.resolve(this.isConfirmed);
  }

  save(attempt: Attempt): Promise<void> {
    this.saved.push(attempt);
    return Promise.resolve();
  }

  copyText(text: string): Promise<void> {
    this.copied = text;
    return Promise.resolve();
  }
}

/** An editor with a fake host, and the views it pushed. */
export class EditorScene {
  readonly host = new FakeConnectionHost();
  readonly pushed: ConnectionView[] = [];
  savedTimes = 0;
  readonly session: ConnectionSession;
  private readonly signal = new AbortController().signal;

  constructor(
    draft: ConnectionDraft = draftWith(),
    options: Partial<ConstructorParameters<typeof ConnectionSession>[0]> = {},
  ) {
    this.session = new ConnectionSession({
      draft,
      mode: "add",
      secrets: {},
      notes: [],
      host: this.host,
      onView: (view) => {
        this.pushed.push(view);
      },
      onSaved: () => {
        this.savedTimes += 1;
      },
      ...options,
    });
  }

  open = (): Promise<{ draft: ConnectionDraft; view: ConnectionView }> =>
    this.session.handlers.open({}, this.signal);

  edit = (draft: ConnectionDraft, revision = 1): Promise<ConnectionView> =>
    this.session.handlers.edit({ revision, draft }, this.signal);

  enter = (name: SecretField, secret: string | undefined): Promise<ConnectionView> => {
    this.host.secret = secret;
    return this.session.handlers.enterSecret({ name }, this.signal);
  };

  forget = (name: SecretField): Promise<ConnectionView> =>
    this.session.handlers.forgetSecret({ name }, this.signal);

  test = (): Promise<ConnectionView> => this.session.handlers.test({}, this.signal);

  stop = (): Promise<null> => this.session.handlers.stopTest({}, this.signal);

  save = (): Promise<ConnectionView> => this.session.handlers.save({}, this.signal);

  copyReport = (): Promise<string> => this.session.handlers.copyReport({}, this.signal);

  chooseFile = (field: FileField): Promise<string | null> =>
    this.session.handlers.chooseFile({ field }, this.signal);
}
