import type { Api } from "./api";

export interface DeleteGroupsQuestion {
  readonly groupIds: readonly string[];
}

export interface DeleteGroupsAnswer {
  readonly groups: readonly {
    readonly groupId: string;
    /** 0: the group and its commits are gone. */
    readonly errorCode: number;
  }[];
}

/** Deletes groups of any type that have no members, to be sent to their coordinator. */
export const deleteGroupsApi: Api<DeleteGroupsQuestion, DeleteGroupsAnswer> = {
  key: 42,
  name: "DeleteGroups",
  minVersion: 0,
  maxVersion: 2,
  flexibleFrom: 2,

  encode(writer, { groupIds }) {
    writer.array(groupIds, (_, groupId) => {
      writer.string(groupId);
    });
  },

  decode(reader) {
    reader.throttleTime();
    return {
      groups: reader.structs(() => ({ groupId: reader.string(), errorCode: reader.int16() })),
    };
  },
};
