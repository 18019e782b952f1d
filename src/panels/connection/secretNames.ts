import { plainLabel } from "../../ui/plainText";
import type { ConnectionDraft, SecretField } from "./protocol";

export const secretFields: readonly SecretField[] = [
  "password",
  "token",
  "clientSecret",
  "keyPassphrase",
  "awsSecretAccessKey",
  "awsSessionToken",
  "registryPassword",
  "registryToken",
];

/** What the input box that asks for a secret is called. */
export function secretTitle(name: SecretField, draft: ConnectionDraft): string {
  switch (name) {
    case "password":
      return titleWith("Password", "of", draft.username);
    case "token":
      return "Token";
    case "clientSecret":
      return titleWith("Client Secret", "of", draft.oauthClientId);
    case "keyPassphrase":
      return "Passphrase of the Private Key";
    case "awsSecretAccessKey":
      return titleWith("Secret Access Key", "of", draft.awsAccessKeyId);
    case "awsSessionToken":
      return "AWS Session Token";
    case "registryPassword":
      return titleWith("Registry Password", "of", draft.registryUsername);
    case "registryToken":
      return "Registry Token";
  }
}

function titleWith(what: string, of: string, whom: string): string {
  return whom.trim() === "" ? what : `${what} ${of} ${plainLabel(whom.trim())}`;
}
