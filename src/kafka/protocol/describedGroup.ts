import type { PerTopic } from "./perTopic";
import type { Reader } from "./reader";
import type { Writer } from "./writer";

/** Asked of the groups' coordinator, by the request of their type. */
export interface DescribeQuestion {
  readonly groupIds: readonly string[];
}

/** What the describe requests of KIP-848 and of the types after it tell first. */
export interface DescribedGroup {
  readonly errorCode: number;
  readonly errorMessage: string | undefined;
  readonly groupId: string;
  readonly state: string;
  readonly groupEpoch: number;
  readonly assignmentEpoch: number;
}

export function writeDescribeQuestion(writer: Writer, { groupIds }: DescribeQuestion): void {
  const includeAuthorizedOperations = false;
  writer
    .array(groupIds, (_, groupId) => {
      writer.string(groupId);
    })
    .boolean(includeAuthorizedOperations);
}

export function readDescribedGroups<Rest>(
  reader: Reader,
  readRest: () => Rest,
): { readonly groups: readonly (DescribedGroup & Rest)[] } {
  reader.throttleTime();
  return {
    groups: reader.structs(() => {
      const group = {
        errorCode: reader.int16(),
        errorMessage: reader.nullableString(),
        groupId: reader.string(),
        state: reader.string(),
        groupEpoch: reader.int32(),
        assignmentEpoch: reader.int32(),
        ...readRest(),
      };
      reader.int32(); // authorized operations
      return group;
    }),
  };
}

/** A member's partitions; the topics' ids are left out. */
export function readAssignedTopics(reader: Reader): PerTopic<number>[] {
  const topics = reader.structs(() => {
    reader.uuid(); // topic id
    return { topic: reader.string(), partitions: reader.array(() => reader.int32()) };
  });
  reader.skipTaggedFields();
  return topics;
}
