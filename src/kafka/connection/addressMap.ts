import { formatAddress, parseBootstrapServers, type BrokerAddress } from "./bootstrapServers";

interface Target {
  readonly host: string;
  /** Undefined keeps the port. */
  readonly port: number | undefined;
}

/** Where to connect instead of the addresses that brokers tell: a port forward, a tunnel. */
export class AddressMap {
  private readonly targets: ReadonlyMap<string, Target>;

  /**
   * @param entries `host:port`, or a host for all its ports → `host:port`, or a host
   * @throws KafkaError `invalidInput` with a sentence that names the part that cannot be read
   */
  constructor(entries: Readonly<Record<string, string>> = {}) {
    this.targets = new Map(
      Object.entries(entries).flatMap(([from, to]) => {
        const [source, target] = [parse(from), parse(to)];
        return source === undefined || target === undefined ? [] : [[keyOf(source), target]];
      }),
    );
  }

  reachable({ host, port }: BrokerAddress): BrokerAddress {
    const target =
      this.targets.get(keyOf({ host, port })) ?? this.targets.get(keyOf({ host, port: undefined }));
    return target === undefined ? { host, port } : { host: target.host, port: target.port ?? port };
  }
}

function parse(text: string): Target | undefined {
  const [address] = parseBootstrapServers([text.trim()]);
  const hasPort = /:\d+\/?$/.test(text.trim());
  return address && { host: address.host, port: hasPort ? address.port : undefined };
}

function keyOf({ host, port }: Target): string {
  const name = host.toLowerCase();
  return port === undefined ? name : formatAddress({ host: name, port });
}
