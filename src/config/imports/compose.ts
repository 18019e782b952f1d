import { formatAddress, parseBootstrapServers } from "../../kafka/connection/bootstrapServers";
import type { SecurityProtocol } from "../../kafka/clusterConnection";
import type { ClusterSecurity } from "../clusterSecurity";
import { newDraft, protocolOf } from "./clientSettings";
import { readComposeFile, type ComposeService } from "./composeFile";
import { refusedImport, type ImportResult } from "./importedCluster";

/** An address that a broker tells its clients. */
interface Listener {
  readonly host: string;
  readonly port: number;
  readonly protocol: SecurityProtocol;
}

/** One that this computer can reach, at the port that Docker publishes. */
interface Reachable extends Listener {
  readonly publishedPort: number;
}

/**
 * The brokers of a Docker Compose file as one cluster, through the listeners that this computer can reach.
 * @throws KafkaError `invalidInput` when no broker of the file can be reached from outside its network
 */
export function importCompose(text: string, name: string): ImportResult {
  const services = readComposeFile(text);
  const brokers = services.filter((service) => listenersOf(service).length > 0);
  if (brokers.length === 0) throw refusedImport("It has no service that is a Kafka broker.");
  const notes: string[] = [];
  const reached: Reachable[] = [];
  for (const broker of brokers) {
    const listener = bestOf(reachable(broker));
    if (listener !== undefined) reached.push(listener);
    else notes.push(`${broker.name} has no listener that this computer can reach: publish a port.`);
  }
  const [first] = reached;
  if (first === undefined) {
    throw refusedImport(
      "None of its brokers has a listener with a published port, so none can be reached from here.",
    );
  }
  const same = reached.filter(({ protocol }) => protocol === first.protocol);
  const registry = registryOf(services);
  const addressMap = Object.fromEntries(
    same.flatMap((listener) => {
      const told = formatAddress(listener);
      const local = localAddress(listener);
      return isLocal(listener.host) && told === local ? [] : [[told, local] as const];
    }),
  );
  const draft = {
    ...newDraft(name, [...new Set(same.map(localAddress))]),
    ...(Object.keys(addressMap).length === 0 ? {} : { addressMap }),
    ...securityOf(first.protocol),
    ...(registry === undefined ? {} : { schemaRegistry: { url: registry } }),
  };
  const isSecured = first.protocol !== "PLAINTEXT";
  return {
    clusters: [
      {
        draft,
        secrets: {},
        notes: [
          ...notes,
          ...(isSecured
            ? [
                `It is reached by ${first.protocol}: enter the certificates and the user in the form.`,
              ]
            : []),
        ],
      },
    ],
    notes: [],
  };
}

const localAddress = ({ publishedPort }: Reachable): string => `localhost:${publishedPort}`;

const isLocal = (host: string): boolean =>
  host === "localhost" || host === "::1" || host === "0.0.0.0" || host.startsWith("127.");

/** The mechanism is the broker's own business: the form asks for it. */
function securityOf(protocol: SecurityProtocol): { security?: ClusterSecurity } {
  return protocol === "PLAINTEXT" ? {} : { security: { protocol } };
}

/** A listener told as localhost is meant for this computer. */
function bestOf(listeners: readonly Reachable[]): Reachable | undefined {
  return listeners.find(({ host }) => isLocal(host)) ?? listeners[0];
}

function reachable(service: ComposeService): readonly Reachable[] {
  return listenersOf(service).flatMap((listener) => {
    const port =
      service.ports.find(({ host }) => isLocal(listener.host) && host === listener.port) ??
      service.ports.find(({ container }) => container === listener.port);
    return port === undefined ? [] : [{ ...listener, publishedPort: port.host }];
  });
}

/** As the images of Apache, Confluent and Bitnami take them, and Redpanda's command line. */
function listenersOf({ environment, command }: ComposeService): readonly Listener[] {
  const setting = (name: string): string =>
    environment.get(`KAFKA_${name}`) ?? environment.get(`KAFKA_CFG_${name}`) ?? "";
  const protocols = new Map(
    setting("LISTENER_SECURITY_PROTOCOL_MAP")
      .split(",")
      .map((pair) => pair.trim().split(":", 2))
      .map(([listener = "", protocol = ""]) => [listener, protocol]),
  );
  const flag = command.findIndex((word) => /^--advertise-kafka-addr(=|$)/.test(word));
  const told = command[flag]?.split("=")[1] ?? command[flag + 1] ?? "";
  const redpanda = flag < 0 ? "" : told;
  return `${setting("ADVERTISED_LISTENERS")},${redpanda}`.split(",").flatMap((part) => {
    const [, listener = "", address] = /^([\w-]*):\/\/(.+)$/.exec(part.trim()) ?? [];
    if (address === undefined) return [];
    try {
      const [first] = parseBootstrapServers(address);
      if (first === undefined) return [];
      return [{ ...first, protocol: protocolOf(protocols.get(listener) ?? named(listener)) }];
    } catch {
      // names and variables that only mean something where the file is run
      return [];
    }
  });
}

/** A listener is called after its protocol, where no map says otherwise. */
const named = (listener: string): string =>
  /^(SSL|SASL_PLAINTEXT|SASL_SSL)$/i.test(listener) ? listener : "PLAINTEXT";

function registryOf(services: readonly ComposeService[]): string | undefined {
  for (const { image, ports } of services) {
    const port = ports.find(({ container }) => container === 8081);
    if (port !== undefined && /schema-registry|redpanda|apicurio|karapace/.test(image)) {
      return `http://localhost:${port.host}`;
    }
  }
  return undefined;
}
