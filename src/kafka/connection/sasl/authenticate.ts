import { KafkaError } from "../../errors";
import type { Api } from "../../protocol/api";
import {
  saslAuthenticateApi,
  saslHandshakeApi,
  type SaslHandshakeAnswer,
} from "../../protocol/sasl";
import { errorCode, errorOfCode } from "../failure";
import type { SaslLogin } from "../logins";
import { mechanismsOf } from "./mechanismsOf";

/** Sends over the connection that is to be authenticated, and nothing else does meanwhile. */
export type Exchange = <Question, Answer>(
  api: Api<Question, Answer>,
  question: Question,
) => Promise<Answer>;

/** More than any mechanism needs. */
const maxMessages = 10;

/**
 * Logs in over a connection that has just been opened.
 * @param address `host:port`, for sentences
 * @returns for how long the broker takes requests on it, in milliseconds; 0 is for ever
 * @throws KafkaError `authentication`, which is not worth a second try
 */
export async function authenticate(
  exchange: Exchange,
  login: SaslLogin,
  address: string,
): Promise<number> {
  const { client } = login;
  const handshake = await exchange(saslHandshakeApi, { mechanism: client.mechanism });
  if (handshake.errorCode !== errorCode.none) {
    throw handshakeRefused(handshake, login, address);
  }
  let challenge: Buffer | undefined;
  let sessionLifetimeMs = 0;
  for (let count = 0; count < maxMessages; count++) {
    const authBytes = await client.respond(challenge);
    if (authBytes === undefined) return sessionLifetimeMs;
    const answer = await exchange(saslAuthenticateApi, { authBytes });
    if (answer.errorCode === errorCode.saslAuthenticationFailed) {
      throw loginRefused(login, address);
    }
    if (answer.errorCode !== errorCode.none) throw errorOfCode(answer.errorCode, address);
    challenge = answer.authBytes;
    sessionLifetimeMs = answer.sessionLifetimeMs;
  }
  const message = `${address} does not come to an end with ${client.mechanism}.`;
  throw new KafkaError(message, { kind: "authentication", broker: address });
}

function handshakeRefused(
  { errorCode: code, mechanisms }: SaslHandshakeAnswer,
  { mechanism }: SaslLogin,
  address: string,
): KafkaError {
  const details = { kind: "authentication", code, broker: address } as const;
  if (code === errorCode.unsupportedSaslMechanism) {
    const offered = mechanismsOf(mechanisms);
    const offer = offered === "" ? "" : ` It offers ${offered}.`;
    const kerberos = mechanisms.includes("GSSAPI") ? " GSSAPI (Kerberos) is not known here." : "";
    return new KafkaError(`${address} does not accept ${mechanism}.${offer}${kerberos}`, details);
  }
  if (code === errorCode.illegalSaslState) {
    const message = `${address} has no SASL on this listener: choose PLAINTEXT or SSL.`;
    return new KafkaError(message, details);
  }
  return errorOfCode(code, address);
}

function loginRefused({ mechanism, username }: SaslLogin, address: string): KafkaError {
  return new KafkaError(sentence(), {
    kind: "authentication",
    code: errorCode.saslAuthenticationFailed,
    broker: address,
  });

  function sentence(): string {
    switch (mechanism) {
      case "OAUTHBEARER":
        return `${address} did not accept the token (OAUTHBEARER).`;
      case "AWS_MSK_IAM":
        return `${address} did not accept the AWS credentials (AWS_MSK_IAM).`;
      case "PLAIN":
      case "SCRAM-SHA-256":
      case "SCRAM-SHA-512":
        return `Wrong user or password for ${username ?? "this user"} (${mechanism}) at ${address}.`;
    }
  }
}
