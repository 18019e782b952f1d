/** One .proto file as it was parsed: names are not resolved yet. */
export interface ProtoFile {
  readonly package: string;
  readonly messages: readonly ProtoMessage[];
  readonly enums: readonly ProtoEnum[];
}

export interface ProtoMessage {
  /** With its package and the messages it stands in. */
  readonly fullName: string;
  readonly fields: readonly ProtoField[];
  /** In the order of the file, which message indexes count by. */
  readonly messages: readonly ProtoMessage[];
  readonly enums: readonly ProtoEnum[];
}

export interface ProtoField {
  readonly name: string;
  readonly number: number;
  /** As it is written: a scalar type, or a name to be resolved from inside the message. */
  readonly type: string;
  readonly isRepeated: boolean;
  /** Of a map; `type` is then that of its values. */
  readonly keyType: string | undefined;
}

export interface ProtoEnum {
  readonly fullName: string;
  readonly names: ReadonlyMap<number, string>;
}
