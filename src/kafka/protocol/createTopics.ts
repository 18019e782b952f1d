import { KafkaError } from "../errors";
import type { Api } from "./api";
import type { TopicAnswer } from "./topicAnswer";

export interface CreateTopicsQuestion {
  readonly topics: readonly {
    readonly topic: string;
    readonly partitions: number;
    /** −1: the cluster's default, from version 4 on. */
    readonly replicationFactor: number;
    readonly configs: Readonly<Record<string, string>>;
  }[];
}

export interface CreateTopicsAnswer {
  readonly topics: readonly TopicAnswer[];
}

const clustersDefault = -1;
const firstWithDefault = 4;
/** How long the controller waits until the brokers know of the topics. */
const creationTimeoutMs = 10_000;

/** To be sent to the controller. */
export const createTopicsApi: Api<CreateTopicsQuestion, CreateTopicsAnswer> = {
  key: 19,
  name: "CreateTopics",
  minVersion: 2,
  maxVersion: 7,
  flexibleFrom: 5,
  waitMs: () => creationTimeoutMs,

  encode(writer, { topics }, version) {
    writer.structs(topics, (_, { topic, partitions, replicationFactor, configs }) => {
      if (replicationFactor === clustersDefault && version < firstWithDefault) {
        const message = `Topic ${topic} needs a replication factor: this broker has no default for it (Kafka ≥ 2.4 has).`;
        throw new KafkaError(message, { kind: "unsupported" });
      }
      writer.string(topic).int32(partitions).int16(replicationFactor);
      writer.structs([], () => undefined); // replicas chosen by hand
      writer.structs(Object.entries(configs), (__, [name, value]) => {
        writer.string(name).nullableString(value);
      });
    });
    const validateOnly = false;
    writer.int32(creationTimeoutMs).boolean(validateOnly);
  },

  decode(reader, version) {
    reader.throttleTime();
    return {
      topics: reader.structs(() => {
        const topic = reader.string();
        if (version >= 7) reader.uuid();
        const errorCode = reader.int16();
        const errorMessage = reader.nullableString();
        if (version >= 5) {
          reader.int32(); // partitions
          reader.int16(); // replication factor
          reader.structs(() => {
            reader.string(); // name of a setting
            reader.nullableString();
            reader.boolean(); // read-only
            reader.int8(); // where it is set
            reader.boolean(); // sensitive
          });
        }
        return { topic, errorCode, errorMessage };
      }),
    };
  },
};
