import type { Socket } from "node:net";
import type { ConnectionOptions } from "node:tls";
import { withDeadline } from "../connection/deadline";
import { openSocket } from "../connection/openSocket";
import { noTls } from "../connection/tls/tlsFailure";
import { connectTimedOut, isClosedByServer, toKafkaError } from "../connection/toKafkaError";
import type { CheckLimits } from "./checkLimits";
import type { Server } from "./server";

/**
 * A socket that is connected, and greeted by TLS where `tls` is given. The caller destroys it.
 * @throws KafkaError
 */
export async function connectSocket(
  { address, target }: Pick<Server, "address" | "target">,
  tls: ConnectionOptions | undefined,
  { timeoutMs, signal }: CheckLimits,
): Promise<Socket> {
  let connected = (): void => undefined;
  const whenConnected = new Promise<void>((resolve) => {
    connected = resolve;
  });
  const socket = openSocket({ ...target, ssl: tls ?? null, onConnect: connected });
  const failed = new Promise<never>((_, reject) => {
    socket.on("error", reject);
  });
  try {
    await withDeadline(Promise.race([whenConnected, failed]), { timeoutMs, signal }, () =>
      tls === undefined || socket.connecting
        ? connectTimedOut(address, timeoutMs, !socket.connecting)
        : noTls(address),
    );
    return socket;
  } catch (error) {
    const isNoTls = tls !== undefined && !socket.connecting && isClosedByServer(error);
    socket.destroy();
    throw isNoTls ? noTls(address) : toKafkaError(error, address);
  }
}
