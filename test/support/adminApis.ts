import assert from "node:assert/strict";
import type { Api } from "../../src/kafka/protocol/api";
import type { Reader } from "../../src/kafka/protocol/reader";
import type { Position } from "../../src/kafka/model";

const timeoutMs = 10_000;

/** What tests ask of a cluster and the product never does. A refusal fails the test. */
type AdminApi<Question> = Api<Question, void>;

export interface Replicas {
  readonly topic: string;
  readonly partition: number;
  /** The first is the preferred leader. */
  readonly replicas: readonly number[];
}

export const alterReplicasApi: AdminApi<Replicas> = {
  key: 45,
  name: "AlterPartitionReassignments",
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  encode: (writer, { topic, partition, replicas }) => {
    writer.int32(timeoutMs).structs([topic], (topics, name) => {
      topics.string(name).structs([partition], (partitions, index) => {
        partitions.int32(index).array(replicas, (ids, id) => ids.int32(id));
      });
    });
  },
  decode: (reader) => {
    reader.throttleTime();
    accept(reader, "AlterPartitionReassignments");
    reader.nullableString();
    reader.structs(() => {
      reader.string();
      return reader.structs(() => {
        reader.int32();
        accept(reader, "AlterPartitionReassignments");
        reader.nullableString();
      });
    });
  },
};

const electionNotNeeded = 84;

/** Makes the preferred replica the leader. */
export const electLeaderApi: AdminApi<Omit<Replicas, "replicas">> = {
  key: 43,
  name: "ElectLeaders",
  minVersion: 1,
  maxVersion: 1,
  flexibleFrom: 2,
  encode: (writer, { topic, partition }) => {
    const preferred = 0;
    writer.int8(preferred).structs([topic], (topics, name) => {
      topics.string(name).array([partition], (partitions, index) => partitions.int32(index));
    });
    writer.int32(timeoutMs);
  },
  decode: (reader) => {
    reader.throttleTime();
    accept(reader, "ElectLeaders");
    reader.structs(() => {
      reader.string();
      return reader.structs(() => {
        reader.int32();
        accept(reader, "ElectLeaders", electionNotNeeded);
        reader.nullableString();
      });
    });
  },
};

/** Deletes what lies before the offset, as retention does. For the partition's leader. */
export const deleteRecordsApi: AdminApi<Position> = {
  key: 21,
  name: "DeleteRecords",
  minVersion: 1,
  maxVersion: 1,
  flexibleFrom: 2,
  encode: (writer, { topic, partition, offset }) => {
    writer.structs([topic], (topics, name) => {
      topics.string(name).structs([partition], (partitions, index) => {
        partitions.int32(index).int64(offset);
      });
    });
    writer.int32(timeoutMs);
  },
  decode: (reader) => {
    reader.throttleTime();
    reader.structs(() => {
      reader.string();
      return reader.structs(() => {
        reader.int32();
        reader.int64();
        accept(reader, "DeleteRecords");
      });
    });
  },
};

export interface FetchQuota {
  readonly clientId: string;
  /** Undefined takes the limit away. */
  readonly bytesPerSecond: number | undefined;
}

export const fetchQuotaApi: AdminApi<FetchQuota> = {
  key: 49,
  name: "AlterClientQuotas",
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 1,
  encode: (writer, { clientId, bytesPerSecond }) => {
    const float = Buffer.alloc(8);
    float.writeDoubleBE(bytesPerSecond ?? 0);
    writer.structs([clientId], (entries, name) => {
      entries.structs([name], (entities) => {
        entities.string("client-id").nullableString(name);
      });
      entries.structs(["consumer_byte_rate"], (operations, key) => {
        operations
          .string(key)
          .int64(float.readBigInt64BE())
          .boolean(bytesPerSecond === undefined);
      });
    });
    writer.boolean(false); // not only validated
  },
  decode: (reader) => {
    reader.throttleTime();
    reader.structs(() => {
      accept(reader, "AlterClientQuotas");
      reader.nullableString();
      return reader.structs(() => {
        reader.string();
        reader.nullableString();
      });
    });
  },
};

function accept(reader: Reader, name: string, harmless = 0): void {
  const code = reader.int16();
  assert.ok(code === 0 || code === harmless, `${name} was refused with code ${code}`);
}
