import * as vscode from "vscode";
import type { SecretQuestion } from "../panels/connection/connectionHost";
import type { FileField } from "../panels/connection/protocol";
import { UserError } from "../ui/userError";

/** More than any token; what is longer was pasted by mistake. */
const maxSecretLength = 65_536;

/** Asks in VS Code's own box, which shows no letters: no page ever has the secret. */
export async function askSecret({ title }: SecretQuestion): Promise<string | undefined> {
  return vscode.window.showInputBox({
    title,
    prompt: "Kept in VS Code's secret storage once you save, and nowhere else.",
    password: true,
    ignoreFocusOut: true,
    validateInput: (text) => {
      if (text.length > maxSecretLength) {
        return `This is longer than ${maxSecretLength} characters.`;
      }
      return /[\r\n]/.test(text) ? "A secret has one line." : undefined;
    },
  });
}

const pem = { "PEM files": ["pem", "crt", "cer", "cert", "key"], "All files": ["*"] };
const pkcs12 = { "PKCS#12 files": ["p12", "pfx"], "All files": ["*"] };

const titles: Readonly<Record<FileField, string>> = {
  caFile: "Certificate Authority",
  certificateFile: "Client Certificate",
  keyFile: "Private Key",
  pkcs12File: "PKCS#12 File",
  tokenCaFile: "Certificate Authority of the Token Endpoint",
  registryCaFile: "Certificate Authority of the Schema Registry",
};

/**
 * Asks for a file of the machine that connects.
 * @throws UserError when it is none that a connection could read
 */
export async function chooseConnectionFile(field: FileField): Promise<string | undefined> {
  const [uri] =
    (await vscode.window.showOpenDialog({
      title: titles[field],
      openLabel: "Choose",
      filters: field === "pkcs12File" ? pkcs12 : pem,
    })) ?? [];
  if (uri === undefined) return undefined;
  if (uri.scheme !== "file") {
    throw new UserError("Choose a file on the machine that the extension runs on.");
  }
  return uri.fsPath;
}
