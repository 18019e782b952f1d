import type { Api } from "./api";
import { readPerTopic, writePerTopic, type PerTopic } from "./perTopic";

export interface OffsetDeleteQuestion {
  readonly groupId: string;
  readonly topics: readonly PerTopic<number>[];
}

export interface OffsetDeleteAnswer {
  /** Of the group as a whole; `topics` is then empty. */
  readonly errorCode: number;
  readonly topics: readonly PerTopic<{
    readonly partition: number;
    /** 0: the commit is gone, or there was none. */
    readonly errorCode: number;
  }>[];
}

/** Makes a group forget commits (KIP-496), to be sent to its coordinator. */
export const offsetDeleteApi: Api<OffsetDeleteQuestion, OffsetDeleteAnswer> = {
  key: 47,
  name: "OffsetDelete",
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 1,

  encode(writer, { groupId, topics }) {
    writer.string(groupId);
    writePerTopic(writer, topics, (_, partition) => {
      writer.int32(partition);
    });
  },

  decode(reader) {
    const errorCode = reader.int16();
    reader.throttleTime();
    return {
      errorCode,
      topics: readPerTopic(reader, () => ({
        partition: reader.int32(),
        errorCode: reader.int16(),
      })),
    };
  },
};
