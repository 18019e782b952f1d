import type { Api } from "./api";

export interface SaslHandshakeQuestion {
  readonly mechanism: string;
}

export interface SaslHandshakeAnswer {
  /** 33: the mechanism is not among `mechanisms`; 34: the listener has no SASL. */
  readonly errorCode: number;
  readonly mechanisms: readonly string[];
}

/** Chooses how to authenticate; the first request of a connection that has to. */
export const saslHandshakeApi: Api<SaslHandshakeQuestion, SaslHandshakeAnswer> = {
  key: 17,
  name: "SaslHandshake",
  minVersion: 1,
  maxVersion: 1,
  flexibleFrom: 2,

  encode(writer, { mechanism }) {
    writer.string(mechanism);
  },

  decode(reader) {
    return { errorCode: reader.int16(), mechanisms: reader.array(() => reader.string()) };
  },
};

export interface SaslAuthenticateQuestion {
  readonly authBytes: Buffer;
}

export interface SaslAuthenticateAnswer {
  readonly errorCode: number;
  readonly authBytes: Buffer;
  /** The broker closes the connection for the first request after so long; 0 is for ever. */
  readonly sessionLifetimeMs: number;
}

/** Carries the mechanism's own messages. */
export const saslAuthenticateApi: Api<SaslAuthenticateQuestion, SaslAuthenticateAnswer> = {
  key: 36,
  name: "SaslAuthenticate",
  minVersion: 0,
  maxVersion: 2,
  flexibleFrom: 2,

  encode(writer, { authBytes }) {
    writer.bytes(authBytes);
  },

  decode(reader, version) {
    const errorCode = reader.int16();
    reader.nullableString();
    const authBytes = reader.nullableBytes() ?? Buffer.alloc(0);
    const sessionLifetimeMs = version >= 1 ? Number(reader.int64()) : 0;
    return { errorCode, authBytes, sessionLifetimeMs };
  },
};
