import { decodeText } from "../decode/content";
import { escapeInvisible } from "../decode/escapeInvisible";
import { prettyJson } from "../decode/json";
import { compactJson, JsonProblem, type JsonNode } from "./jsonSource";

/**
 * How bytes stand in a draft. `text`: as a string, in UTF-8. `json`: as the JSON itself, sent without the white space
 * between its tokens and otherwise character for character. `base64` and `hex`: as a string of that.
 */
export const draftEncodings = ["text", "json", "base64", "hex"] as const;

export type DraftEncoding = (typeof draftEncodings)[number];

export interface DraftBytes {
  readonly encoding: DraftEncoding;
  /** Valid JSON, in one or more lines. */
  readonly json: string;
}

/** In the first encoding of which exactly the same bytes come back. Missing bytes are null. */
export function draftOfBytes(bytes: Buffer | undefined): DraftBytes {
  if (bytes === undefined) return { encoding: "text", json: "null" };
  const text = decodeText(bytes);
  if (text === undefined) return { encoding: "base64", json: quote(bytes.toString("base64")) };
  const pretty = prettyJson(text);
  if (pretty !== undefined && compactJson(text) === text && escapeInvisible(text) === text) {
    return { encoding: "json", json: pretty };
  }
  return { encoding: "text", json: quote(text) };
}

/** As JSON, with what nobody sees escaped. */
export function quote(text: string): string {
  return escapeInvisible(JSON.stringify(text));
}

/**
 * The bytes a draft stands for; null is missing in every encoding.
 * @param source what `node` is a part of
 * @throws JsonProblem
 */
export function bytesOfDraft(
  node: JsonNode,
  encoding: DraftEncoding,
  source: string,
  what: string,
): Buffer | undefined {
  if (node.kind === "null") return undefined;
  if (encoding === "json") {
    return utf8(compactJson(source.slice(node.start, node.end)), what, node.start);
  }
  if (node.kind !== "string") {
    throw new JsonProblem(
      `With the encoding "${encoding}" ${what} is a string or null; "json" takes any other value.`,
      node.start,
    );
  }
  switch (encoding) {
    case "text":
      return utf8(node.value, what, node.start);
    case "base64":
      return fromBase64(node.value, what, node.start);
    case "hex":
      return fromHex(node.value, what, node.start);
  }
}

/** @throws JsonProblem for half a surrogate pair, in whose place other bytes would be sent */
export function utf8(text: string, what: string, at: number): Buffer {
  if (!/\p{Cs}/u.test(text)) return Buffer.from(text);
  throw new JsonProblem(`${what} holds half of a character, which UTF-8 has no bytes for.`, at);
}

function fromBase64(text: string, what: string, at: number): Buffer {
  const digits = text.replace(/\s/g, "");
  const bytes = Buffer.from(digits, "base64");
  if (withoutPadding(bytes.toString("base64")) === withoutPadding(digits)) return bytes;
  throw new JsonProblem(`${what} is not base64.`, at);
}

const withoutPadding = (digits: string): string => digits.replace(/={1,2}$/, "");

function fromHex(text: string, what: string, at: number): Buffer {
  const digits = text.replace(/\s/g, "");
  if (/^(?:[\da-f]{2})*$/i.test(digits)) return Buffer.from(digits, "hex");
  throw new JsonProblem(`${what} is not hex: that has two digits for each byte.`, at);
}
