import type { PeerCertificate } from "node:tls";

// What a server says of itself: hostile, and for people only.

/** Host names and addresses the certificate is for. */
export function namesOf({ subject, subjectaltname }: Partial<PeerCertificate>): readonly string[] {
  const alternatives = (subjectaltname ?? "")
    .split(", ")
    .map((entry) => entry.replace(/^(DNS|IP Address):/, ""))
    .filter((name) => name !== "");
  if (alternatives.length > 0) return alternatives;
  return [subject?.CN ?? ""].flat().filter((name) => name !== "");
}

export function issuerOf({ issuer }: Partial<PeerCertificate>): string {
  const name = [issuer?.CN, issuer?.O].flat().find((part) => part !== undefined && part !== "");
  return name ?? "nobody it names";
}

/** As a day, in UTC. */
export function dayOf(validity: string): string {
  const ms = Date.parse(validity);
  return Number.isNaN(ms) ? validity : new Date(ms).toISOString().slice(0, "2027-01-01".length);
}
