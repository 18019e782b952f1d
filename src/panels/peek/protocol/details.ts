import type { CellText, ContentKind, MessageRef } from "./rows";

export interface MessageDetails extends MessageRef {
  readonly value: ContentDetail;
  readonly key: ContentDetail;
  readonly headers: readonly HeaderDetail[];
  /** How many headers there are, more than `headers` has. */
  readonly headerCount: number;
  readonly record: readonly Fact[];
}

/** Texts have their invisible characters made visible; the exact bytes are copied by the host. */
export interface ContentDetail {
  readonly kind: ContentKind;
  readonly sizeBytes: number;
  readonly pretty?: string;
  readonly raw?: string;
  readonly hex: string;
  /** Less than `sizeBytes` when `raw` is cut. */
  readonly shownBytes: number;
  readonly hexShownBytes: number;
  /** "Avro, schema 12 (orders-value)"; undefined where the kind says all. */
  readonly decodedAs?: string;
  readonly problem?: string;
}

export interface HeaderDetail {
  readonly key: string;
  readonly value: CellText;
}

export interface Fact {
  readonly name: string;
  readonly value: string;
}
