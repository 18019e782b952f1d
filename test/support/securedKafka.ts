import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import {
  AclOperationTypes,
  AclPermissionTypes,
  AclResourceTypes,
  ResourcePatternTypes,
  type AclEntry,
} from "kafkajs";
import type {
  ClusterConnection,
  ConnectionSecurity,
  Credentials,
  SaslCredentials,
  SecurityProtocol,
  TlsCredentials,
} from "../../src/kafka/clusterConnection";
import type { ClusterGateway } from "../../src/kafka/gateway";
import type { TestCertificates } from "../../tools/kafka/certificates/testCertificates";
import { startSecuredKafka, type SecuredKafka } from "../../tools/kafka/secured/securedKafka";
import {
  passwordOf,
  securedListeners,
  type SecuredListenerName,
} from "../../tools/kafka/secured/securedProperties";
import { eventually } from "./eventually";
import { TestKafka } from "./testKafka";

export interface Allowance {
  /** `alice`, `bob`, or `client1`, the name in the client's certificate. */
  readonly user: string;
  readonly resource: "topic" | "group" | "cluster";
  /** Missing for the cluster. */
  readonly name?: string;
  readonly operations: readonly (keyof typeof AclOperationTypes)[];
}

/** A secured broker as tests use it. `kafka` comes in without a name and may do everything. */
export class SecuredTestKafka {
  private constructor(
    readonly servers: SecuredKafka,
    /** Makes topics and messages over the open plaintext listener. */
    readonly kafka: TestKafka,
    private readonly directory: string,
  ) {}

  static async start(): Promise<SecuredTestKafka> {
    const directory = await mkdtemp(path.join(tmpdir(), "secured-"));
    const servers = await startSecuredKafka({ dataDirectory: path.join(directory, "kafka") });
    return new SecuredTestKafka(servers, new TestKafka(servers.bootstrapServers), directory);
  }

  get certificates(): TestCertificates {
    return this.servers.certificates;
  }

  address(listener: SecuredListenerName): string {
    return this.servers.address(listener);
  }

  /** To one listener, by the listener's own protocol and with its authority trusted. Closed with the cluster. */
  gateway(
    listener: SecuredListenerName,
    credentials: Credentials = {},
    connection: Partial<ClusterConnection> = {},
  ): ClusterGateway {
    return this.kafka.gateway({
      bootstrapServers: [this.address(listener)],
      security: this.security(listener, credentials),
      ...connection,
    });
  }

  security(listener: SecuredListenerName, credentials: Credentials): ConnectionSecurity {
    const { protocol } = securedListeners[listener];
    const tls = protocol.endsWith("SSL") ? { tls: { ca: this.certificates.ca } } : {};
    return securityOf(protocol, { ...tls, ...credentials });
  }

  /** Of client1, in PEM. */
  clientTls(): TlsCredentials {
    const { ca, client } = this.certificates;
    return { ca, certificate: client.certificate, key: client.key };
  }

  /** Resolves when the permission is in force. */
  async allow({ user, resource, name = "kafka-cluster", operations }: Allowance): Promise<void> {
    const admin = this.kafka.kafka.admin();
    await admin.connect();
    try {
      const target = {
        principal: `User:${user}`,
        host: "*",
        resourceType: resourceTypes[resource],
        resourceName: name,
        resourcePatternType: ResourcePatternTypes.LITERAL,
        permissionType: AclPermissionTypes.ALLOW,
      };
      const acl = operations.map((operation): AclEntry => ({
        ...target,
        operation: AclOperationTypes[operation],
      }));
      await admin.createAcls({ acl });
      await eventually("the permissions are in force", async () => {
        const { resources } = await admin.describeAcls({
          ...target,
          operation: AclOperationTypes.ANY,
        });
        const found = new Set(
          resources.flatMap(({ acls }) => acls.map(({ operation }) => operation)),
        );
        return acl.every(({ operation }) => found.has(operation));
      });
    } finally {
      await admin.disconnect();
    }
  }

  async close(): Promise<void> {
    await this.kafka.close();
    await this.servers.close();
    await rm(this.directory, { recursive: true, force: true });
  }
}

const resourceTypes = {
  topic: AclResourceTypes.TOPIC,
  group: AclResourceTypes.GROUP,
  cluster: AclResourceTypes.CLUSTER,
};

/** What a profile with such credentials comes to. */
export function securityOf(
  protocol: SecurityProtocol,
  credentials: Credentials,
): ConnectionSecurity {
  const { sasl } = credentials;
  const username = sasl !== undefined && "username" in sasl ? { username: sasl.username } : {};
  return {
    protocol,
    ...(sasl === undefined ? {} : { sasl: { mechanism: sasl.mechanism, ...username } }),
    credentials: () => Promise.resolve(credentials),
  };
}

/** Of a user of the secured broker. */
export function passwordLogin(
  mechanism: "PLAIN" | "SCRAM-SHA-256" | "SCRAM-SHA-512",
  username: string,
  password = passwordOf(username),
): SaslCredentials {
  return { mechanism, username, password };
}

/** A token as the secured broker takes it: it is not signed. */
export function unsecuredToken(subject: string, lifetimeS = 3_600): string {
  const nowS = Math.floor(Date.now() / 1000);
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  const claims = { sub: subject, iat: nowS, exp: nowS + lifetimeS, scope: "kafka" };
  return `${part({ alg: "none" })}.${part(claims)}.`;
}
