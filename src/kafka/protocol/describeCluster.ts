import type { Api } from "./api";
import { readOperations, type AllowedOperations } from "./operations";

export interface DescribeClusterQuestion {
  /** Asks what this user may do with the cluster itself. */
  readonly includesOperations?: boolean;
}

export interface DescribedBroker {
  readonly nodeId: number;
  readonly host: string;
  readonly port: number;
  readonly rack: string | undefined;
  /** Registered, and not serving: it was stopped, or was not heard of for too long. False below version 2. */
  readonly isFenced: boolean;
}

export interface DescribeClusterAnswer extends AllowedOperations {
  readonly errorCode: number;
  readonly clusterId: string;
  /** −1 while none is known. */
  readonly controllerId: number;
  /** Below version 2 without those that are fenced. */
  readonly brokers: readonly DescribedBroker[];
}

/** The first version that tells fenced brokers (KIP-1073). */
const fencedFrom = 2;

const brokerEndpoints = 1;

/** The cluster and its brokers (KIP-700); every broker can answer. */
export const describeClusterApi: Api<DescribeClusterQuestion, DescribeClusterAnswer> = {
  key: 60,
  name: "DescribeCluster",
  minVersion: 0,
  maxVersion: 2,
  flexibleFrom: 0,
  isRead: true,

  encode(writer, { includesOperations = false }, version) {
    const includeFencedBrokers = true;
    writer.boolean(includesOperations);
    if (version >= 1) writer.int8(brokerEndpoints);
    if (version >= fencedFrom) writer.boolean(includeFencedBrokers);
  },

  decode(reader, version, { includesOperations = false }) {
    reader.throttleTime();
    const errorCode = reader.int16();
    reader.nullableString(); // error message
    if (version >= 1) reader.int8(); // endpoint type
    const answer = {
      errorCode,
      clusterId: reader.string(),
      controllerId: reader.int32(),
      brokers: reader.structs(() => ({
        nodeId: reader.int32(),
        host: reader.string(),
        port: reader.int32(),
        rack: reader.nullableString(),
        isFenced: version >= fencedFrom ? reader.boolean() : false,
      })),
    };
    return { ...answer, ...readOperations(reader, includesOperations) };
  },
};
