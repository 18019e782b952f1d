import type { Api } from "./api";

export interface ApiVersionsAnswer {
  readonly errorCode: number;
  readonly apis: readonly SupportedApi[];
}

export interface SupportedApi {
  readonly apiKey: number;
  readonly minVersion: number;
  readonly maxVersion: number;
}

/** Which requests a broker knows: every broker since Kafka 0.10 answers the oldest version, and before any login. */
export const apiVersionsApi: Api<undefined, ApiVersionsAnswer> = {
  key: 18,
  name: "ApiVersions",
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 3,
  isRead: true,

  encode() {
    // it has no body
  },

  decode(reader) {
    return {
      errorCode: reader.int16(),
      apis: reader.structs(() => ({
        apiKey: reader.int16(),
        minVersion: reader.int16(),
        maxVersion: reader.int16(),
      })),
    };
  },
};
