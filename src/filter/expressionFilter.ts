import {
  Environment,
  EvaluationError,
  ParseError,
  TypeError as CelTypeError,
} from "@marcbachmann/cel-js";
import { parseExactJson } from "./exactJson";
import type { FilterContent, FilterInput } from "./filterInput";
import type { ExpressionFilterSpec, FilterVerdict } from "./filterSpec";
import { FilterSyntaxError } from "./filterSyntaxError";

/** What an expression may name, with its type, for help beside the field. */
export const expressionVariables = {
  topic: "string",
  partition: "int",
  offset: "int",
  timestamp: "google.protobuf.Timestamp",
  timestampMs: "int",
  key: "dyn",
  value: "dyn",
  headers: "list",
  header: "map",
} as const;

/** The language has no loops but those over a message's own lists; its limits keep the text small. */
const limits = {
  maxAstNodes: 2000,
  maxDepth: 100,
  maxListElements: 1000,
  maxMapEntries: 1000,
  maxCallArguments: 32,
};

/**
 * `key` and `value` are what their JSON says, integers exact; text where they are none; null for a tombstone. Whatever
 * goes wrong in one message (a field that it lacks) is a problem of that message. Throws `FilterSyntaxError`.
 */
export function expressionJudge(spec: ExpressionFilterSpec): (input: FilterInput) => FilterVerdict {
  const evaluate = compile(spec.expression);
  return (input) => {
    try {
      const result: unknown = evaluate(variablesOf(input));
      if (typeof result === "boolean") return { isHit: result };
      return { isHit: false, problem: { message: "The expression does not give true or false." } };
    } catch (error) {
      return { isHit: false, problem: problemOf(error) };
    }
  };
}

function compile(expression: string): (variables: Record<string, unknown>) => unknown {
  const environment = new Environment({ limits, homogeneousAggregateLiterals: false });
  for (const [name, type] of Object.entries(expressionVariables)) {
    environment.registerVariable(name, type);
  }
  try {
    const parsed = environment.parse(expression);
    const { valid, type, error } = parsed.check();
    if (!valid) throw error ?? new Error("not valid");
    if (type !== "bool" && type !== "dyn") {
      throw new FilterSyntaxError(`The expression gives ${String(type)}, not true or false.`);
    }
    return parsed;
  } catch (error) {
    if (error instanceof FilterSyntaxError) throw error;
    const { message, position } = problemOf(error);
    const text = `The expression cannot be read: ${withSmallStart(message)}`;
    throw new FilterSyntaxError(text, position);
  }
}

function withSmallStart(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}

function variablesOf(input: FilterInput): Record<string, unknown> {
  const { topic, partition, offset, timestampMs, headers } = input;
  return {
    topic,
    partition: BigInt(partition),
    offset,
    timestampMs,
    // its functions take an instant of the calendar only
    timestamp: new Date(Number(timestampMs)),
    key: contentOf(input.key),
    value: contentOf(input.value),
    headers: headers.map(({ key, value }) => new Map(Object.entries({ key, value }))),
    header: new Map(headers.map(({ key, value }) => [key, value])),
  };
}

function contentOf({ raw, decoded, isJson }: FilterContent): unknown {
  const text = decoded ?? raw;
  if (text === null || !isJson) return text;
  try {
    return parseExactJson(text, "bigint");
  } catch {
    return text;
  }
}

function problemOf(error: unknown): { readonly message: string; readonly position?: number } {
  if (
    error instanceof ParseError ||
    error instanceof EvaluationError ||
    error instanceof CelTypeError
  ) {
    const message = `${error.summary}.`;
    return error.range === undefined ? { message } : { message, position: error.range.start };
  }
  return { message: "The expression cannot be evaluated." };
}
