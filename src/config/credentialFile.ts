import { open } from "node:fs/promises";
import { homedir } from "node:os";
import path from "node:path";
import { KafkaError } from "../kafka/errors";

const maxBytes = 1024 * 1024;

/** What a file is for, as sentences say it. */
export type CredentialFileKind =
  | "CA file"
  | "certificate file"
  | "key file"
  | "PKCS#12 file"
  | "token endpoint's CA file"
  | "schema registry's CA file";

/** Reads a file that the settings name. @throws KafkaError `tls` with a sentence that names it */
export async function readCredentialFile(kind: CredentialFileKind, file: string): Promise<Buffer> {
  let handle;
  try {
    handle = await open(expandHome(file), "r");
    const stat = await handle.stat();
    if (!stat.isFile()) throw unusable(kind, file, "it is not a file");
    if (stat.size > maxBytes) throw unusable(kind, file, `it has more than ${maxBytes} bytes`);
    return await handle.readFile();
  } catch (error) {
    if (error instanceof KafkaError) throw error;
    throw unusable(kind, file, reasonOf(error), error);
  } finally {
    await handle?.close();
  }
}

/** The same for a PEM file, which must hold what it is for. */
export async function readPemFile(
  kind: CredentialFileKind,
  file: string,
  what: "CERTIFICATE" | "PRIVATE KEY",
): Promise<string> {
  const text = (await readCredentialFile(kind, file)).toString("latin1");
  if (new RegExp(`-----BEGIN [A-Z ]*${what}-----`).test(text)) return text;
  const noun = what === "CERTIFICATE" ? "certificate" : "private key";
  throw new KafkaError(`The ${kind} ${file} holds no ${noun} in PEM.`, { kind: "tls" });
}

function expandHome(file: string): string {
  return /^~[/\\]/.test(file) ? path.join(homedir(), file.slice(2)) : file;
}

function unusable(kind: string, file: string, reason: string, cause?: unknown): KafkaError {
  return new KafkaError(`The ${kind} ${file} cannot be read: ${reason}.`, { kind: "tls", cause });
}

function reasonOf(error: unknown): string {
  const { code = "" } = error as NodeJS.ErrnoException;
  if (code === "ENOENT") return "it does not exist";
  if (code === "EACCES" || code === "EPERM") return "you may not read it";
  return code === "" ? "its path is not usable" : code;
}
