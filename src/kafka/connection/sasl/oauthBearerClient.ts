import { KafkaError } from "../../errors";
import type { SaslClient } from "./saslClient";

const separator = "\u0001";
const reservedExtension = "auth";

/**
 * RFC 7628, with the extensions of KIP-342.
 * @throws KafkaError `invalidInput` for a token or an extension that cannot be sent; it does not repeat them
 */
export function oauthBearerClient(
  token: string,
  extensions: Readonly<Record<string, string>> = {},
): SaslClient {
  if (!/^[\x21-\x7e]+$/.test(token)) {
    throw new KafkaError("The token has characters that a token cannot have.", {
      kind: "invalidInput",
    });
  }
  const pairs = Object.entries(extensions).map(([name, value]) => {
    if (!/^[A-Za-z]+$/.test(name) || name === reservedExtension) {
      throw new KafkaError(`"${name}" is no name of a SASL extension: only letters are.`, {
        kind: "invalidInput",
      });
    }
    if (!/^[\x20-\x7e\t\r\n]+$/.test(value)) {
      throw new KafkaError(`The SASL extension ${name} needs a value of printable characters.`, {
        kind: "invalidInput",
      });
    }
    return `${name}=${value}${separator}`;
  });
  const message = `n,,${separator}auth=Bearer ${token}${separator}${pairs.join("")}${separator}`;
  let isSent = false;
  return {
    mechanism: "OAUTHBEARER",
    respond: (challenge) => {
      if (!isSent) {
        isSent = true;
        return Promise.resolve(Buffer.from(message));
      }
      // a refusal comes as a text first, and wants this before the error itself
      const isRefusal = challenge !== undefined && challenge.length > 0;
      return Promise.resolve(isRefusal ? Buffer.from(separator) : undefined);
    },
  };
}
