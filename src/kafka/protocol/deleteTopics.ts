import type { Api } from "./api";
import type { TopicAnswer } from "./topicAnswer";

export interface DeleteTopicsQuestion {
  readonly topics: readonly string[];
}

export interface DeleteTopicsAnswer {
  readonly topics: readonly TopicAnswer[];
}

/** How long the controller waits until the brokers know that the topics are gone. */
const deletionTimeoutMs = 10_000;

/** To be sent to the controller. */
export const deleteTopicsApi: Api<DeleteTopicsQuestion, DeleteTopicsAnswer> = {
  key: 20,
  name: "DeleteTopics",
  minVersion: 1,
  maxVersion: 6,
  flexibleFrom: 4,
  waitMs: () => deletionTimeoutMs,

  encode(writer, { topics }, version) {
    if (version >= 6) {
      writer.structs(topics, (_, topic) => {
        writer.nullableString(topic).zeroUuid();
      });
    } else {
      writer.array(topics, (_, topic) => writer.string(topic));
    }
    writer.int32(deletionTimeoutMs);
  },

  decode(reader, version) {
    reader.throttleTime();
    return {
      topics: reader.structs(() => {
        const topic = reader.string();
        if (version >= 6) reader.uuid();
        const errorCode = reader.int16();
        const errorMessage = version >= 5 ? reader.nullableString() : undefined;
        return { topic, errorCode, errorMessage };
      }),
    };
  },
};
