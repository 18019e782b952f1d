/** What a person asked for; plain data, so that it can be kept and sent to a worker. */
export type FilterSpec =
  TextFilterSpec | RegexFilterSpec | JsonPathFilterSpec | ExpressionFilterSpec;

/** Where text is looked for. Headers are their names and their values, each by itself. */
export type FilterPart = "key" | "value" | "headers";

export interface TextFilterSpec {
  readonly kind: "text";
  readonly text: string;
  readonly isCaseSensitive: boolean;
  readonly parts: readonly FilterPart[];
}

/** In RE2's syntax; it need not match the whole text. */
export interface RegexFilterSpec {
  readonly kind: "regex";
  readonly pattern: string;
  readonly isCaseSensitive: boolean;
  readonly parts: readonly FilterPart[];
}

/** A hit when the path (RFC 9535) selects anything that the comparison is true of. */
export interface JsonPathFilterSpec {
  readonly kind: "jsonPath";
  readonly path: string;
  readonly part: "key" | "value";
  readonly comparison?: JsonComparison;
}

export interface JsonComparison {
  readonly operator: "=" | "!=" | "<" | "<=" | ">" | ">=" | "contains";
  /** As it was typed: a number, true, false, null, or text with or without quotes. */
  readonly operand: string;
}

/** In CEL, giving true or false. */
export interface ExpressionFilterSpec {
  readonly kind: "expression";
  readonly expression: string;
}

/** What a filter says of one message. */
export type FilterVerdict =
  | { readonly isHit: boolean; readonly problem?: undefined }
  /** It could not be told, which is no hit. */
  | { readonly isHit: false; readonly problem: FilterProblem };

export interface FilterProblem {
  /** A sentence a person can read. */
  readonly message: string;
  /** First character of the filter's text that it is about. */
  readonly position?: number;
}
