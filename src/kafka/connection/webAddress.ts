import { isIP } from "node:net";

/** What somebody types who means an address of the web; undefined where it is none, or holds a password. */
export function parseWebAddress(text: string): URL | undefined {
  const url = URL.parse(text.trim());
  const isWeb = url?.protocol === "https:" || url?.protocol === "http:";
  return url !== null && isWeb && url.username === "" && url.password === "" ? url : undefined;
}

/** Whether what is sent there can be read on the way. Nobody listens inside this computer. */
export function isUnencrypted(url: URL): boolean {
  return url.protocol === "http:" && !isLoopback(url.hostname);
}

function isLoopback(host: string): boolean {
  if (isIP(host) === 4) return host.startsWith("127.");
  return host === "localhost" || host === "[::1]";
}
