import type { Api } from "../../../src/kafka/protocol/api";
import { Reader } from "../../../src/kafka/protocol/reader";
import { Writer } from "../../../src/kafka/protocol/writer";

/** One request in one version: what is asked, and what both bodies look like on the wire. */
export interface ApiCaseParts<Question, Answer> {
  readonly question: Question;
  readonly request: Buffer;
  readonly response: Buffer;
  readonly answer: Answer;
}

export interface ApiCase {
  readonly title: string;
  readonly request: Buffer;
  readonly response: Buffer;
  readonly answer: unknown;
  encode(): Buffer;
  decode(bytes: Buffer): { readonly answer: unknown; readonly unreadBytes: number };
}

/** The bodies end with their own tagged fields where the version is flexible. */
export function apiCase<Question, Answer>(
  api: Api<Question, Answer>,
  version: number,
  parts: ApiCaseParts<Question, Answer>,
): ApiCase {
  const isFlexible = version >= api.flexibleFrom;
  return {
    title: `${api.name} v${version}`,
    request: parts.request,
    response: parts.response,
    answer: parts.answer,
    encode() {
      const writer = new Writer(isFlexible);
      api.encode(writer, parts.question, version);
      return writer.emptyTaggedFields().buffer;
    },
    decode(bytes) {
      const reader = new Reader(bytes, isFlexible);
      const answer = api.decode(reader, version, parts.question);
      reader.skipTaggedFields();
      return { answer, unreadBytes: reader.remaining };
    },
  };
}
