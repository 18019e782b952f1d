import type { PeerCertificate } from "node:tls";
import { dayOf, issuerOf, namesOf } from "../connection/tls/certificateText";
import { listed } from "../reset/naming";

/** A certificate whose days are counted is worth a word. */
const soonDays = 30;
const dayMs = 24 * 60 * 60 * 1000;

/** "Certificate for a, b, issued by X, valid until 2027-01-01." Its texts are the server's own. */
export function certificateFinding(certificate: PeerCertificate): string {
  const names = namesOf(certificate);
  const subject = names.length === 0 ? "without a name" : `for ${listed(names)}`;
  const until = dayOf(certificate.valid_to);
  return `Certificate ${subject}, issued by ${issuerOf(certificate)}, valid until ${until}.`;
}

/** Undefined while there is time. */
export function expiryAdvice(certificate: PeerCertificate, nowMs: number): string | undefined {
  const left = Date.parse(certificate.valid_to) - nowMs;
  if (!(left > 0 && left < soonDays * dayMs)) return undefined;
  const days = Math.floor(left / dayMs);
  const when = days === 0 ? "within a day" : `in ${days === 1 ? "1 day" : `${days} days`}`;
  return `The certificate expires ${when}: have it renewed.`;
}
