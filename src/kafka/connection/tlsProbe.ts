import { isIP } from "node:net";
import { connect } from "node:tls";
import type { BrokerAddress } from "./bootstrapServers";

/**
 * True when the address answers a TLS greeting. Sends nothing else, and trusts nothing: it only tells a TLS
 * listener from another protocol. Ends after `timeoutMs`, and when `until` is aborted; no answer is false.
 */
export function answersTls(
  { host, port }: BrokerAddress,
  timeoutMs: number,
  until: AbortSignal,
): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({
      host,
      port,
      rejectUnauthorized: false,
      ...(isIP(host) === 0 ? { servername: host } : {}),
    });
    const timer = setTimeout(() => {
      end(false);
    }, timeoutMs);
    const end = (isTls: boolean): void => {
      clearTimeout(timer);
      until.removeEventListener("abort", onAbort);
      socket.destroy();
      resolve(isTls);
    };
    const onAbort = (): void => {
      end(false);
    };
    until.addEventListener("abort", onAbort, { once: true });
    socket.once("secureConnect", () => {
      end(true);
    });
    socket.on("error", (error: NodeJS.ErrnoException) => {
      // an alert is TLS too: it may want a client certificate, or another version
      end(error.code?.includes("ALERT") === true);
    });
    socket.once("close", () => {
      end(false);
    });
  });
}
