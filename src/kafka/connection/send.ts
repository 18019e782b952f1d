import { KafkaError } from "../errors";
import type { Api } from "../protocol/api";
import { Reader } from "../protocol/reader";
import { Writer } from "../protocol/writer";
import type { RawRequest, VersionRange } from "./rawRequest";

/** A decoded answer, and what the connection has to know of it. */
export interface Received<Answer> {
  readonly answer: Answer;
  readonly bytes: number;
  readonly throttleMs: number;
}

/** First Kafka release that knows the lowest version of a request we speak. */
const firstRelease: ReadonlyMap<number, string> = new Map([
  [0, "0.11"],
  [1, "0.11"],
  [2, "0.10.1"],
  [3, "0.11"],
  [8, "0.9"],
  [9, "0.10.2"],
  [10, "0.11"],
  [15, "0.9"],
  [16, "0.9"],
  [17, "1.0"],
  [19, "0.11"],
  [20, "0.11"],
  [32, "1.1"],
  [35, "2.0"],
  [36, "1.0"],
  [42, "1.1"],
  [47, "2.4"],
  [60, "2.8"],
  [61, "2.8"],
  [69, "4.0"],
  [77, "4.1"],
  [89, "4.1"],
  [90, "4.1"],
]);

/**
 * The request in the newest version both sides speak.
 * @param allowedVersion the highest that may be used; any when missing
 * @throws KafkaError `unsupported`
 */
export function encodeRequest<Question, Answer>(
  api: Api<Question, Answer>,
  question: Question,
  versions: ReadonlyMap<number, VersionRange>,
  address: string,
  allowedVersion = Infinity,
): RawRequest<Received<Answer>> {
  const maxVersion = Math.min(api.maxVersionFor?.(question) ?? api.maxVersion, allowedVersion);
  if (maxVersion < api.minVersion) {
    const message = `The settings of this cluster allow ${api.name} up to version ${allowedVersion}; ${api.minVersion} is the lowest this extension speaks.`;
    throw unsupported(message, address);
  }
  const version = negotiate({ ...api, maxVersion }, versions.get(api.key), address);
  const isFlexible = version >= api.flexibleFrom;
  const body = new Writer(isFlexible);
  body.emptyTaggedFields(); // of the header, which kafkajs writes without them
  api.encode(body, question, version);
  body.emptyTaggedFields();
  return {
    apiKey: api.key,
    apiName: api.name,
    apiVersion: version,
    body,
    decode: (payload) => {
      const reader = new Reader(payload, isFlexible);
      reader.skipTaggedFields(); // of the header
      const answer = api.decode(reader, version, question);
      return { answer, bytes: payload.length, throttleMs: reader.throttleMs };
    },
  };
}

function negotiate(
  api: Pick<Api<never, unknown>, "key" | "name" | "minVersion" | "maxVersion">,
  range: VersionRange | undefined,
  address: string,
): number {
  if (range === undefined || range.maxVersion < api.minVersion) {
    const release = firstRelease.get(api.key);
    const needs = release === undefined ? "a newer Kafka" : `Kafka ≥ ${release}`;
    throw unsupported(
      `${address} does not support this: it needs ${needs} (${api.name}).`,
      address,
    );
  }
  if (range.minVersion > api.maxVersion) {
    const message = `${address} is newer than this extension understands (${api.name} from version ${range.minVersion} on).`;
    throw unsupported(message, address);
  }
  return Math.min(api.maxVersion, range.maxVersion);
}

function unsupported(message: string, address: string): KafkaError {
  return new KafkaError(message, { kind: "unsupported", broker: address });
}
