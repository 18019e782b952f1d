import type { ClusterConnection, TlsCredentials } from "../clusterConnection";
import { AddressMap } from "../connection/addressMap";
import { formatAddress, type BrokerAddress } from "../connection/bootstrapServers";
import { throwIfCancelled } from "../connection/deadline";
import { tlsFailure } from "../connection/tls/tlsFailure";
import { tlsOptions } from "../connection/tls/tlsOptions";
import { socketCode, toKafkaError } from "../connection/toKafkaError";
import { KafkaError } from "../errors";
import { apiVersionsApi } from "../protocol/apiVersions";
import type { CheckLimits } from "./checkLimits";
import { inspectTls, type TlsInspection } from "./inspectTls";
import { Link } from "./link";
import type { Server } from "./server";

/** How the connection under test gets to its servers. */
export class Access {
  readonly limits: CheckLimits;
  readonly isEncrypted: boolean;
  private readonly addressMap: AddressMap;

  /** @throws KafkaError `invalidInput` when the address map cannot be read */
  constructor(
    private readonly connection: ClusterConnection,
    signal: AbortSignal,
  ) {
    this.limits = { timeoutMs: connection.connectTimeoutMs, signal };
    this.isEncrypted = connection.security?.protocol.endsWith("SSL") === true;
    this.addressMap = new AddressMap(connection.addressMap);
  }

  server(server: BrokerAddress): Server {
    return {
      server,
      address: formatAddress(server),
      target: this.addressMap.reachable(server),
    };
  }

  /** @throws KafkaError */
  async inspectTls(server: Server): Promise<TlsInspection> {
    return inspectTls(server, (await this.tlsCredentials()) ?? {}, this.limits);
  }

  /**
   * Servers refuse a client's certificate, or that there is none, only after the greeting.
   * @throws KafkaError `tls`, or `cancelled`; of other failures the next check tells
   */
  async throwIfRefused(server: Server): Promise<void> {
    try {
      const link = await this.open(server);
      await link.ask(apiVersionsApi, undefined).finally(() => {
        link.close();
      });
    } catch (error) {
      throwIfCancelled(this.limits.signal);
      if (error instanceof KafkaError && error.kind === "tls") throw error;
    }
  }

  /** A bare connection, by TLS where the connection under test has it. @throws KafkaError */
  async open({ server, target, address }: Server): Promise<Link> {
    const credentials = await this.tlsCredentials();
    const tls = credentials && tlsOptions(credentials, server.host);
    const { certificate, pkcs12 } = credentials ?? {};
    const facts = { hasClientCertificate: (certificate ?? pkcs12) !== undefined };
    const { clientId } = this.connection;
    return Link.open({ address, target }, clientId, tls, this.limits, (error) => {
      const code = socketCode(error);
      const refusal = code === undefined ? undefined : tlsFailure(code, address, facts);
      return refusal ?? toKafkaError(error, address);
    });
  }

  private async tlsCredentials(): Promise<TlsCredentials | undefined> {
    if (!this.isEncrypted) return undefined;
    const credentials = await this.connection.security?.credentials(this.limits.signal);
    return credentials?.tls ?? {};
  }
}
