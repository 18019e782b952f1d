import type { Api } from "./api";
import {
  readAssignedTopics,
  readDescribedGroups,
  writeDescribeQuestion,
  type DescribedGroup,
  type DescribeQuestion,
} from "./describedGroup";
import type { PerTopic } from "./perTopic";
import type { Reader } from "./reader";

export interface DescribedShareMember {
  readonly memberId: string;
  readonly rackId: string | undefined;
  readonly memberEpoch: number;
  readonly clientId: string;
  readonly clientHost: string;
  readonly subscribedTopics: readonly string[];
  /** Partitions of share groups may be assigned to several members. */
  readonly assignment: readonly PerTopic<number>[];
}

export interface DescribedShareGroup extends DescribedGroup {
  readonly assignor: string;
  readonly members: readonly DescribedShareMember[];
}

export interface ShareGroupDescribeAnswer {
  readonly groups: readonly DescribedShareGroup[];
}

/** Share groups (KIP-932), to be sent to their coordinator. Version 0 was early access, and is gone. */
export const shareGroupDescribeApi: Api<DescribeQuestion, ShareGroupDescribeAnswer> = {
  key: 77,
  name: "ShareGroupDescribe",
  minVersion: 1,
  maxVersion: 1,
  flexibleFrom: 0,
  isRead: true,

  encode: writeDescribeQuestion,

  decode(reader) {
    return readDescribedGroups(reader, () => ({
      assignor: reader.string(),
      members: reader.structs(readMember),
    }));
  },
};

function readMember(reader: Reader): DescribedShareMember {
  return {
    memberId: reader.string(),
    rackId: reader.nullableString(),
    memberEpoch: reader.int32(),
    clientId: reader.string(),
    clientHost: reader.string(),
    subscribedTopics: reader.array(() => reader.string()),
    assignment: readAssignedTopics(reader),
  };
}
