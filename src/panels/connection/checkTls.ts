import path from "node:path";
import { usesTls } from "./draftParts";
import { error, required, warning, type Findings } from "./findings";
import type { ConnectionDraft, FileField } from "./protocol";

/** What is wrong with the fields about certificates. */
export function checkTls(draft: ConnectionDraft): Findings {
  if (!usesTls(draft)) return [];
  const { caFile, serverName, skipsVerification } = draft;
  return [
    ...checkPath("caFile", caFile),
    ...checkClientCertificate(draft),
    ...(/^[\p{L}\p{N}._-]*$/u.test(serverName.trim())
      ? []
      : [error("serverName", "Enter a host name, without a port.")]),
    ...(skipsVerification
      ? [
          warning(
            "skipsVerification",
            "Any certificate is taken: whoever answers at these addresses, or sits on the way, can read and change " +
              "everything that is sent, the password too. Choose the file of the certificate authority instead.",
          ),
        ]
      : []),
  ];
}

function checkClientCertificate(draft: ConnectionDraft): Findings {
  const { clientCertificate, certificateFile, keyFile, pkcs12File } = draft;
  switch (clientCertificate) {
    case "none":
      return [];
    case "pem":
      return [
        ...required("certificateFile", certificateFile, "Choose the certificate's file."),
        ...checkPath("certificateFile", certificateFile),
        ...checkPath("keyFile", keyFile),
      ];
    case "pkcs12":
      return [
        ...required("pkcs12File", pkcs12File, "Choose the PKCS#12 file."),
        ...checkPath("pkcs12File", pkcs12File),
      ];
  }
}

/** A path that depends on nothing else: the settings belong to the machine, not to a folder. */
export function checkPath(field: FileField, text: string): Findings {
  const file = text.trim();
  if (file === "" || isWhole(file) || /^~[/\\]/.test(file)) return [];
  return [error(field, "Enter a whole path, or one that begins with ~/.")];
}

const isWhole = (file: string): boolean =>
  path.posix.isAbsolute(file) || path.win32.isAbsolute(file);
