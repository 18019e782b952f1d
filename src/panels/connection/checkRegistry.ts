import { isUnencrypted, parseWebAddress } from "../../kafka/connection/webAddress";
import { checkPath } from "./checkTls";
import { error, required, warning, type Findings } from "./findings";
import type { ConnectionDraft } from "./protocol";

/** What is wrong with the fields about the schema registry. */
export function checkRegistry(draft: ConnectionDraft): Findings {
  const { registryUrl, registryAuthentication, registryUsername, registryCaFile } = draft;
  if (registryUrl.trim() === "") return [];
  const url = parseWebAddress(registryUrl);
  const isReadable = registryAuthentication !== "none" && url !== undefined && isUnencrypted(url);
  return [
    ...(url === undefined
      ? [error("registryUrl", "Enter an address with http:// or https://, without a password.")]
      : []),
    ...(isReadable
      ? [warning("registryUrl", "What authenticates you is sent unencrypted. Use https://.")]
      : []),
    ...(registryAuthentication === "basic"
      ? required("registryUsername", registryUsername, "Enter the registry's user name.")
      : []),
    ...checkPath("registryCaFile", registryCaFile),
  ];
}
