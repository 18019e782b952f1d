import { createServer } from "node:net";

/** Below the range from which systems take the ports of outgoing connections. */
const firstPort = 20_000;
const lastPort = 29_999;

/** Ports on loopback that were free a moment ago, each different. */
export async function findFreePorts(count: number): Promise<number[]> {
  const ports: number[] = [];
  while (ports.length < count) {
    const port = firstPort + Math.floor(Math.random() * (lastPort - firstPort + 1));
    if (!ports.includes(port) && (await isPortFree(port))) ports.push(port);
  }
  return ports;
}

/** The wanted port, or the next one above it that is free. */
export async function findFreePortFrom(wanted: number): Promise<number> {
  for (let port = wanted; port < 65_536; port++) {
    if (await isPortFree(port)) return port;
  }
  throw new Error(`No free port from ${wanted} on`);
}

export function isPortFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => {
      resolve(false);
    });
    server.listen(port, "127.0.0.1", () => {
      server.close(() => {
        resolve(true);
      });
    });
  });
}
