import type { ConnectionDraft } from "./protocol";

/** Whether the protocol encrypts. */
export function usesTls({ protocol }: Pick<ConnectionDraft, "protocol">): boolean {
  return protocol === "SSL" || protocol === "SASL_SSL";
}

/** Whether the protocol authenticates by SASL. */
export function usesSasl({ protocol }: Pick<ConnectionDraft, "protocol">): boolean {
  return protocol === "SASL_PLAINTEXT" || protocol === "SASL_SSL";
}

/** Whether the mechanism knows a user by name and password. */
export function usesPassword({ mechanism }: Pick<ConnectionDraft, "mechanism">): boolean {
  return mechanism !== "OAUTHBEARER" && mechanism !== "AWS_MSK_IAM";
}

/**
 * Reads `name=value` pairs, separated by commas or line ends.
 * @returns the first part that is no such pair, as text
 */
export function parseExtensions(text: string): Readonly<Record<string, string>> | string {
  const pairs: [string, string][] = [];
  for (const part of text.split(/[,\n]/)) {
    if (part.trim() === "") continue;
    const [, name, value] = /^\s*([A-Za-z]+)\s*=\s*(.*?)\s*$/.exec(part) ?? [];
    if (name === undefined || value === undefined || value === "") return part.trim();
    pairs.push([name, value]);
  }
  return Object.fromEntries(pairs);
}
