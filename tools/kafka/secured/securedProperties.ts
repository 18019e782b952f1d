import type { NamedListener } from "../properties";
import type { ServerCertificateName, TestCertificates } from "../certificates/testCertificates";

/** All with the password `NAME-secret`. Admin may do everything, the others nothing until they are allowed to. */
export const securedUsers = ["admin", "alice", "bob"] as const;

/** SCRAM, PLAIN and unsecured OAUTHBEARER know the same users; of a certificate the common name is the user. */
export const securedListeners = {
  saslPlaintext: { protocol: "SASL_PLAINTEXT" },
  saslSsl: { protocol: "SASL_SSL", certificate: "broker" },
  ssl: { protocol: "SSL", certificate: "broker" },
  mutualTls: { protocol: "SSL", certificate: "broker", clientAuth: "required" },
  otherName: { protocol: "SSL", certificate: "otherName" },
  expired: { protocol: "SSL", certificate: "expired" },
  unknownAuthority: { protocol: "SSL", certificate: "unknownAuthority" },
  /** SCRAM-SHA-256 and nothing else. */
  scramOnly: { protocol: "SASL_PLAINTEXT", mechanisms: ["SCRAM-SHA-256"] },
  /** Sessions end after two seconds. */
  shortSessions: { protocol: "SASL_PLAINTEXT", sessionMs: 2_000 },
} as const satisfies Readonly<Record<string, SecuredListener>>;

export type SecuredListenerName = keyof typeof securedListeners;

interface SecuredListener {
  readonly protocol: "SSL" | "SASL_PLAINTEXT" | "SASL_SSL";
  readonly certificate?: ServerCertificateName;
  readonly clientAuth?: "required";
  readonly mechanisms?: readonly Mechanism[];
  readonly sessionMs?: number;
}

type Mechanism = "PLAIN" | "SCRAM-SHA-256" | "SCRAM-SHA-512" | "OAUTHBEARER";

const allMechanisms: readonly Mechanism[] = [
  "PLAIN",
  "SCRAM-SHA-256",
  "SCRAM-SHA-512",
  "OAUTHBEARER",
];

export function passwordOf(user: string): string {
  return `${user}-secret`;
}

/** @param ports of the listeners */
export function namedListeners(
  ports: Readonly<Record<SecuredListenerName, number>>,
): readonly NamedListener[] {
  return entries().map(([name, { protocol }]) => ({
    name: name.toUpperCase(),
    protocol,
    port: ports[name],
    advertisedHost: "localhost",
  }));
}

/** The arguments of Kafka's StorageTool that make the users of SCRAM. */
export function scramArguments(): readonly string[] {
  return securedUsers.flatMap((user) =>
    ["SCRAM-SHA-256", "SCRAM-SHA-512"].flatMap((mechanism) => [
      "--add-scram",
      `${mechanism}=[name=${user},password=${passwordOf(user)}]`,
    ]),
  );
}

/** Whoever comes without a name, over plaintext or TLS, may do everything: tests prepare their data so. */
export function securedProperties(certificates: TestCertificates): Record<string, string> {
  const properties: Record<string, string> = {
    "authorizer.class.name": "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
    "super.users": "User:admin;User:ANONYMOUS",
    "allow.everyone.if.no.acl.found": "false",
    "ssl.keystore.type": "PEM",
    "ssl.truststore.type": "PEM",
    "ssl.truststore.location": certificates.caFile,
    "ssl.principal.mapping.rules": "RULE:^.*CN=([^,]+).*$/$1/,DEFAULT",
  };
  for (const [name, listener] of entries()) {
    const prefix = `listener.name.${name.toLowerCase()}.`;
    const { certificate, clientAuth, protocol, mechanisms = allMechanisms } = listener;
    if (certificate !== undefined) {
      properties[`${prefix}ssl.keystore.location`] = certificates.keyStores[certificate];
      properties[`${prefix}ssl.client.auth`] = clientAuth ?? "none";
    }
    if (protocol === "SSL") continue;
    properties[`${prefix}sasl.enabled.mechanisms`] = mechanisms.join(",");
    for (const mechanism of mechanisms) {
      const ofMechanism = `${prefix}${mechanism.toLowerCase()}.`;
      properties[`${ofMechanism}sasl.jaas.config`] = jaasOf(mechanism);
      if (listener.sessionMs !== undefined) {
        properties[`${ofMechanism}connections.max.reauth.ms`] = listener.sessionMs.toString();
      }
    }
  }
  return properties;
}

function jaasOf(mechanism: Mechanism): string {
  const modules = "org.apache.kafka.common.security";
  switch (mechanism) {
    case "PLAIN": {
      const users = securedUsers.map((user) => `user_${user}="${passwordOf(user)}"`);
      return `${modules}.plain.PlainLoginModule required ${users.join(" ")};`;
    }
    case "OAUTHBEARER":
      return `${modules}.oauthbearer.OAuthBearerLoginModule required unsecuredLoginStringClaim_sub="admin";`;
    case "SCRAM-SHA-256":
    case "SCRAM-SHA-512":
      return `${modules}.scram.ScramLoginModule required;`;
  }
}

function entries(): readonly (readonly [SecuredListenerName, SecuredListener])[] {
  return Object.entries(securedListeners) as [SecuredListenerName, SecuredListener][];
}
