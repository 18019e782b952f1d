import { formatAddress, type BrokerAddress } from "../connection/bootstrapServers";
import type { CheckLimits } from "./checkLimits";
import { connectSocket } from "./connectSocket";

/**
 * Opens a TCP connection and closes it again.
 * @returns how long it took, in milliseconds
 * @throws KafkaError
 */
export async function reach(target: BrokerAddress, limits: CheckLimits): Promise<number> {
  const startedMs = performance.now();
  const socket = await connectSocket({ address: formatAddress(target), target }, undefined, limits);
  socket.destroy();
  return performance.now() - startedMs;
}
