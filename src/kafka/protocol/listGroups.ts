import type { Api } from "./api";

export interface ListedGroup {
  readonly groupId: string;
  readonly protocolType: string;
  /** Undefined below version 4 (KIP-518). */
  readonly state: string | undefined;
  /** Undefined below version 5 (KIP-848). */
  readonly type: string | undefined;
}

export interface ListGroupsAnswer {
  readonly errorCode: number;
  readonly groups: readonly ListedGroup[];
}

/** Groups of one broker, those it coordinates; all states and types. To be asked of every broker. */
export const listGroupsApi: Api<undefined, ListGroupsAnswer> = {
  key: 16,
  name: "ListGroups",
  minVersion: 0,
  maxVersion: 5,
  flexibleFrom: 3,
  isRead: true,

  encode(writer, _question, version) {
    const noFilter: never[] = [];
    if (version >= 4) writer.array(noFilter, () => undefined);
    if (version >= 5) writer.array(noFilter, () => undefined);
  },

  decode(reader, version) {
    if (version >= 1) reader.throttleTime();
    return {
      errorCode: reader.int16(),
      groups: reader.structs(() => ({
        groupId: reader.string(),
        protocolType: reader.string(),
        state: version >= 4 ? reader.string() : undefined,
        type: version >= 5 ? reader.string() : undefined,
      })),
    };
  },
};
