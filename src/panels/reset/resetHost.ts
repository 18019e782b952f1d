import type { KafkaError } from "../../kafka/errors";
import type { ClusterGateway } from "../../kafka/gateway";
import type { Position } from "../../kafka/model";
import type { ApplyResult } from "../../kafka/reset/applyReset";
import type { ResultSummary } from "../../kafka/reset/describeResult";
import type { ResetPlan } from "../../kafka/reset/plan";
import type { ResetScope } from "../../kafka/reset/target";
import type { FormatNumber } from "../../ui/numberFormat";
import type { ResetQuestion } from "./question";

export interface ResetCluster {
  readonly name: string;
  readonly bootstrapServers: readonly string[];
  /** Plans of one gateway are plans for one cluster. */
  readonly gateway: ClusterGateway;
}

/** What became of one group's plan. */
export type ApplyReport =
  | { readonly kind: "declined"; readonly reason: string }
  /** The check before the write failed: nothing was sent. */
  | { readonly kind: "failed"; readonly error: KafkaError }
  | {
      readonly kind: "done";
      readonly changeId: string;
      readonly result: ApplyResult;
      readonly isRecorded: boolean;
    };

export interface NamedText {
  readonly name: string;
  readonly text: string;
}

/** A document that a person edits. */
export interface EditedText {
  /** As it stands in the editor now; undefined once it is closed. */
  read(): string | undefined;
}

/** What a reset panel needs of the rest of the extension. */
export interface ResetHost {
  /** The cluster as configured now; undefined once it was removed. */
  cluster(): ResetCluster | undefined;
  /** Why nothing may be written to the cluster; undefined when it may. */
  writeObstacle(): string | undefined;
  /** Asks the person, outside the page. True: go ahead. */
  confirm(question: ResetQuestion): Promise<boolean>;
  /**
   * The only way to write: each plan by itself, a report for each in their order. Sends nothing when it rejects.
   */
  apply(plans: readonly ResetPlan[]): Promise<readonly ApplyReport[]>;
  /** Opens the preview of undoing a change. */
  undo(changeId: string): Promise<void>;
  showUndoFile(changeId: string): Promise<void>;
  /** Tells a result that no page is left to show. */
  tellResult(summary: ResultSummary): void;
  peek(position: Position): Promise<void>;
  copyText(text: string): Promise<void>;
  /** Opens a document to read. */
  showFile(file: NamedText): Promise<void>;
  /** Opens a document to edit, beside the panel. */
  openCsv(text: string): Promise<EditedText>;
  /**
   * Asks for topics and partitions of the groups, with those chosen that are in `scope`. Undefined is never mind.
   */
  chooseScope(groupIds: readonly string[], scope: ResetScope): Promise<ResetScope | undefined>;
  /** Asks for a file of offsets; undefined is never mind. */
  chooseFile(): Promise<NamedText | undefined>;
  /** IANA name of this computer's time zone. */
  readonly timeZone: string;
  readonly formatNumber: FormatNumber;
}
