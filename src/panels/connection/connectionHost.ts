import type { Diagnosis, DiagnosisEvent } from "../../kafka/diagnosis/diagnosis";
import type { ConnectionDraft, FileField, SecretField, SecretState } from "./protocol";

/** Secrets by name, in memory only. */
export type EnteredSecrets = Readonly<Partial<Record<SecretField, string>>>;

export interface SecretQuestion {
  readonly name: SecretField;
  /** For the input box: "Password of alice". */
  readonly title: string;
}

/** A draft with what was entered for it. */
export interface Attempt {
  readonly draft: ConnectionDraft;
  readonly entered: EnteredSecrets;
  /** Of those that are stored: not to be used, and to be deleted by saving. */
  readonly forgotten: readonly SecretField[];
}

/** What a connection editor needs of the rest of the extension. */
export interface ConnectionHost {
  /** Why connections may not be changed now; undefined when they may. */
  obstacle(): string | undefined;
  /** Names of the other clusters. */
  takenNames(): readonly string[];
  /** What a connection by this draft has a use for. */
  neededSecrets(draft: ConnectionDraft): readonly SecretField[];
  looksLikeProduction(draft: ConnectionDraft): boolean;
  /** Of each secret that is stored: whether it may be used for this draft. */
  storedSecrets(
    draft: ConnectionDraft,
  ): Promise<Readonly<Partial<Record<SecretField, Extract<SecretState, "stored" | "outdated">>>>>;
  /** Asks in an input box that shows no letters; undefined is never mind. */
  askSecret(question: SecretQuestion): Promise<string | undefined>;
  /** Asks for a file; undefined is never mind. */
  chooseFile(field: FileField): Promise<string | undefined>;
  /** Writes nothing to the cluster. @throws KafkaError `cancelled` after an abort */
  diagnose(
    attempt: Attempt,
    onEvent: (event: DiagnosisEvent) => void,
    signal: AbortSignal,
  ): Promise<Diagnosis>;
  /** Asks the person outside the page. True: save it all the same. */
  confirmUntested(name: string): Promise<boolean>;
  /** Writes the settings and the secrets. */
  save(attempt: Attempt): Promise<void>;
  copyText(text: string): Promise<void>;
}
