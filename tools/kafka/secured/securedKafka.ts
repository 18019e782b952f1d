import { rm } from "node:fs/promises";
import path from "node:path";

import { findFreePorts } from "../../process/ports";
import { Broker } from "../broker";
import { createTestCertificates, type TestCertificates } from "../certificates/testCertificates";
import { ensureRuntime } from "../runtime";
import {
  namedListeners,
  scramArguments,
  securedListeners,
  securedProperties,
  type SecuredListenerName,
} from "./securedProperties";

export interface SecuredKafkaOptions {
  /** Thrown away before the start. */
  readonly dataDirectory: string;
  readonly extraProperties?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** One broker with a listener of every kind. Whoever started it closes it; it does not outlive this process. */
export interface SecuredKafka {
  /** Plaintext without authentication; whoever connects there may do everything. */
  readonly bootstrapServers: readonly string[];
  readonly broker: Broker;
  readonly certificates: TestCertificates;
  /** `localhost:port`, as the broker tells clients. */
  address(listener: SecuredListenerName): string;
  port(listener: SecuredListenerName): number;
  close(graceMs?: number): Promise<void>;
}

/** Resolves when the broker answers requests. */
export async function startSecuredKafka({
  dataDirectory,
  extraProperties = {},
  signal,
}: SecuredKafkaOptions): Promise<SecuredKafka> {
  const directory = path.resolve(dataDirectory);
  const runtime = await ensureRuntime();
  await rm(directory, { recursive: true, force: true });
  const certificates = await createTestCertificates(path.join(directory, "certificates"));
  const names = Object.keys(securedListeners) as SecuredListenerName[];
  const [port = 0, controllerPort = 0, ...others] = await findFreePorts(names.length + 2);
  const ports = Object.fromEntries(
    names.map((name, index) => [name, others[index] ?? 0]),
  ) as Record<SecuredListenerName, number>;
  const broker = new Broker({
    runtime,
    directory: path.join(directory, "broker-1"),
    id: 1,
    port,
    controllerPort,
    isController: true,
    copies: 1,
    listeners: namedListeners(ports),
    formatArguments: scramArguments(),
    extraProperties: { ...securedProperties(certificates), ...extraProperties },
  });
  await broker.start(signal);
  return {
    bootstrapServers: [`127.0.0.1:${port}`],
    broker,
    certificates,
    address: (listener) => `localhost:${ports[listener]}`,
    port: (listener) => ports[listener],
    close: (graceMs = 0) => broker.stop(graceMs),
  };
}
