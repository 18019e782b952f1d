import type { SaslClient } from "./saslClient";

/** RFC 4616. The password goes over the wire as it is. */
export function plainClient(username: string, password: string): SaslClient {
  return {
    mechanism: "PLAIN",
    respond: (challenge) =>
      Promise.resolve(
        challenge === undefined ? Buffer.from(`\0${username}\0${password}`) : undefined,
      ),
  };
}
