import { listed } from "../../reset/naming";

/** RFC 4422 allows 20 characters. */
const maxLength = 20;

/** A listener's mechanisms for a sentence. Whoever answers may send anything: what no mechanism is called is left out. */
export function mechanismsOf(names: readonly string[]): string {
  return listed(names.filter((name) => name.length <= maxLength && /^[A-Z0-9_-]+$/.test(name)));
}
