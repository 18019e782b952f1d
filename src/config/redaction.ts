import type { Secrets } from "./clusterSecurity";

const removed = "(removed)";
const maxRemembered = 1000;
/** Shorter ones occur in ordinary words, which would then be unreadable. */
const leastLength = 4;

/** Each with what comes before the secret as its first group. */
const patterns: readonly RegExp[] = [
  /(-----BEGIN [A-Z ]{1,40}-----)[^-]*/g,
  /(\bauthorization["']?\s{0,9}[:=]\s{0,9}["']?(?:(?:Basic|Bearer)\s{1,9})?)[^\s"',;]+/gi,
  /(\b(?:Basic|Bearer)\s{1,9})[\w+/=.~-]{8,}/gi,
  /((?:password|passphrase|secret|token|jaas\.config)["']?\s{0,9}[=:]\s{0,9})(?:"(?:[^"\\]|\\.){0,2000}"|'(?:[^'\\]|\\.){0,2000}'|[^\s,;}]+)/gi,
  /(:\/\/[^\s/:@]{1,200}:)[^\s/@]+(?=@)/g,
];

/** Takes secrets out of text that leaves the process, such as the log, where others' messages may carry them. */
export class Redaction {
  private readonly known = new Set<string>();

  /** From now on these are taken out wherever they occur. Held in memory only. */
  remember(secrets: Secrets): void {
    for (const secret of Object.values(secrets)) {
      if (secret.length < leastLength || this.known.size >= maxRemembered) continue;
      this.known.add(secret);
      this.known.add(JSON.stringify(secret).slice(1, -1));
      this.known.add(encodeURIComponent(secret));
      this.known.add(Buffer.from(secret).toString("base64"));
    }
  }

  /** The same text without secrets that were remembered, and without what looks like one. */
  readonly redact = (text: string): string => {
    let clean = text;
    for (const secret of this.known) clean = clean.replaceAll(secret, removed);
    for (const pattern of patterns) clean = clean.replace(pattern, `$1${removed}`);
    return clean;
  };
}
