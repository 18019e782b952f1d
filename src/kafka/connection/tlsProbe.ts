import { isIP } from "node:net";
import { connect, type PeerCertificate } from "node:tls";
import type { BrokerAddress } from "./bootstrapServers";

/** What a server shows to anybody who greets it by TLS. */
export interface TlsGreeting {
  readonly isTls: boolean;
  /** Of the server alone; hostile, since nobody has vouched for it. */
  readonly certificate?: PeerCertificate;
}

/**
 * Greets by TLS, and says nothing else. Trusts nothing: it only tells a TLS listener from another protocol, and what
 * its certificate says. Ends after `timeoutMs`, and when `until` is aborted; no answer is no TLS.
 * @param serverName the name to ask for; the host's when missing
 */
export function greetTls(
  { host, port }: BrokerAddress,
  timeoutMs: number,
  until: AbortSignal,
  serverName = host,
): Promise<TlsGreeting> {
  return new Promise((resolve) => {
    const socket = connect({
      host,
      port,
      rejectUnauthorized: false,
      servername: isIP(serverName) === 0 ? serverName : "",
    });
    const timer = setTimeout(() => {
      end({ isTls: false });
    }, timeoutMs);
    const end = (greeting: TlsGreeting): void => {
      clearTimeout(timer);
      until.removeEventListener("abort", onAbort);
      socket.destroy();
      resolve(greeting);
    };
    const onAbort = (): void => {
      end({ isTls: false });
    };
    until.addEventListener("abort", onAbort, { once: true });
    socket.once("secureConnect", () => {
      end({ isTls: true, certificate: socket.getPeerCertificate() });
    });
    socket.on("error", (error: NodeJS.ErrnoException) => {
      // an alert is TLS too: it may want a client certificate, or another version
      end({ isTls: error.code?.includes("ALERT") === true });
    });
    socket.once("close", () => {
      end({ isTls: false });
    });
  });
}

/** True when the address answers a TLS greeting. */
export async function answersTls(
  address: BrokerAddress,
  timeoutMs: number,
  until: AbortSignal,
): Promise<boolean> {
  return (await greetTls(address, timeoutMs, until)).isTls;
}
