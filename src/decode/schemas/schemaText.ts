/** A schema as it is written, with all that it refers to. */
export interface SchemaText {
  readonly text: string;
  /** Schemas it refers to, themselves and by others: each stands after those it needs. */
  readonly references: readonly NamedSchema[];
}

export interface NamedSchema {
  /** As the schema that refers to it calls it: for Protobuf, the imported file. */
  readonly name: string;
  readonly text: string;
}
