import { KafkaError } from "../errors";
import type { Api } from "./api";

/** First version that takes more than one key (KIP-699); below it `keys` must hold exactly one. */
export const findCoordinatorBatchedFrom = 4;

export interface FindCoordinatorQuestion {
  /** Group ids. */
  readonly keys: readonly string[];
}

export interface FoundCoordinator {
  readonly key: string;
  readonly errorCode: number;
  readonly errorMessage: string | undefined;
  /** −1 with an error. */
  readonly nodeId: number;
  readonly host: string;
  readonly port: number;
}

export interface FindCoordinatorAnswer {
  readonly coordinators: readonly FoundCoordinator[];
}

const groupKeyType = 0;

/** Which broker coordinates a group. Version 5 adds an error code for transactions only (KIP-890). */
export const findCoordinatorApi: Api<FindCoordinatorQuestion, FindCoordinatorAnswer> = {
  key: 10,
  name: "FindCoordinator",
  minVersion: 1,
  maxVersion: 5,
  flexibleFrom: 3,
  isRead: true,

  encode(writer, { keys }, version) {
    if (version >= findCoordinatorBatchedFrom) {
      writer.int8(groupKeyType).array(keys, (_, key) => {
        writer.string(key);
      });
    } else {
      writer.string(onlyKey(keys)).int8(groupKeyType);
    }
  },

  decode(reader, version, { keys }) {
    reader.throttleTime();
    if (version >= findCoordinatorBatchedFrom) {
      return {
        coordinators: reader.structs(() => ({
          key: reader.string(),
          nodeId: reader.int32(),
          host: reader.string(),
          port: reader.int32(),
          errorCode: reader.int16(),
          errorMessage: reader.nullableString(),
        })),
      };
    }
    return {
      coordinators: [
        {
          key: onlyKey(keys),
          errorCode: reader.int16(),
          errorMessage: reader.nullableString(),
          nodeId: reader.int32(),
          host: reader.string(),
          port: reader.int32(),
        },
      ],
    };
  },
};

function onlyKey(keys: readonly string[]): string {
  const [key] = keys;
  if (key === undefined || keys.length > 1) {
    throw new KafkaError("This broker finds the coordinator of one group at a time.", {
      kind: "unsupported",
    });
  }
  return key;
}
