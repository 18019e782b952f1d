import type { Api } from "./api";
import { readOperations, type AllowedOperations } from "./operations";
import type { Reader } from "./reader";

export interface DescribeGroupsQuestion {
  readonly groupIds: readonly string[];
  /** Asks what this user may do with each group, from version 3 on. */
  readonly includesOperations?: boolean;
}

export interface DescribedClassicMember {
  readonly memberId: string;
  /** Undefined for dynamic members, and below version 4 (KIP-345). */
  readonly instanceId: string | undefined;
  readonly clientId: string;
  readonly clientHost: string;
  /**
   * What it joined with, of the group's own protocol; empty unless the group is Stable. For consumers see
   * `readConsumerSubscription`.
   */
  readonly metadata: Buffer;
  /** Of the group's own protocol; empty unless the group is Stable. For consumers see `readConsumerAssignment`. */
  readonly assignment: Buffer;
}

export interface DescribedClassicGroup extends AllowedOperations {
  readonly errorCode: number;
  readonly groupId: string;
  /** "Dead", without an error, for a group that does not exist or is not a classic one. */
  readonly state: string;
  readonly protocolType: string;
  /** The assignor; empty unless the group is Stable. */
  readonly protocol: string;
  readonly members: readonly DescribedClassicMember[];
}

export interface DescribeGroupsAnswer {
  readonly groups: readonly DescribedClassicGroup[];
}

const noBytes = Buffer.alloc(0);

/** Classic groups, to be sent to their coordinator. KIP-848, share and streams groups have requests of their own. */
export const describeGroupsApi: Api<DescribeGroupsQuestion, DescribeGroupsAnswer> = {
  key: 15,
  name: "DescribeGroups",
  minVersion: 0,
  maxVersion: 5,
  flexibleFrom: 5,
  isRead: true,

  encode(writer, { groupIds, includesOperations = false }, version) {
    writer.array(groupIds, (_, groupId) => {
      writer.string(groupId);
    });
    if (version >= 3) writer.boolean(includesOperations);
  },

  decode(reader, version, { includesOperations = false }) {
    if (version >= 1) reader.throttleTime();
    return {
      groups: reader.structs(() => {
        const group = {
          errorCode: reader.int16(),
          groupId: reader.string(),
          state: reader.string(),
          protocolType: reader.string(),
          protocol: reader.string(),
          members: reader.structs(() => readMember(reader, version)),
        };
        return version >= 3 ? { ...group, ...readOperations(reader, includesOperations) } : group;
      }),
    };
  },
};

function readMember(reader: Reader, version: number): DescribedClassicMember {
  return {
    memberId: reader.string(),
    instanceId: version >= 4 ? reader.nullableString() : undefined,
    clientId: reader.string(),
    clientHost: reader.string(),
    metadata: reader.nullableBytes() ?? noBytes,
    assignment: reader.nullableBytes() ?? noBytes,
  };
}
