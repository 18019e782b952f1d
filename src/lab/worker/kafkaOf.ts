import { connect as connectTcp } from "node:net";
import { connect as connectTls } from "node:tls";
import { Kafka, logLevel, type ISocketFactory, type SASLOptions } from "kafkajs";
import type { SaslCredentials, TlsCredentials } from "../../kafka/clusterConnection";
import { AddressMap } from "../../kafka/connection/addressMap";
import { AccessTokens } from "../../kafka/connection/sasl/accessTokens";
import { mskToken } from "../../kafka/connection/sasl/mskToken";
import { requestToken } from "../../kafka/connection/sasl/requestToken";
import { secureContextOf, tlsOptions } from "../../kafka/connection/tls/tlsOptions";
import type { LabConnection } from "./orders";

/** A client as an application would have one: with kafkajs's own connections, retries and log-in. */
export function kafkaOf(connection: LabConnection, clientId: string): Kafka {
  const { bootstrapServers, connectTimeoutMs, requestTimeoutMs, credentials } = connection;
  return new Kafka({
    brokers: [...bootstrapServers],
    clientId,
    connectionTimeout: connectTimeoutMs,
    authenticationTimeout: connectTimeoutMs,
    requestTimeout: requestTimeoutMs,
    logLevel: logLevel.NOTHING,
    socketFactory: socketFactory(new AddressMap(connection.addressMap), credentials?.tls),
    ...(credentials?.sasl === undefined ? {} : { sasl: saslOf(credentials.sasl) }),
  });
}

function socketFactory(addresses: AddressMap, tls: TlsCredentials | undefined): ISocketFactory {
  const context = tls && secureContextOf(tls);
  return ({ host, port, onConnect }) => {
    const reachable = addresses.reachable({ host, port });
    return tls
      ? connectTls({ ...reachable, ...tlsOptions(tls, host, context) }, onConnect)
      : connectTcp(reachable, onConnect);
  };
}

function saslOf(sasl: SaslCredentials): SASLOptions {
  switch (sasl.mechanism) {
    case "PLAIN":
      return { mechanism: "plain", username: sasl.username, password: sasl.password };
    case "SCRAM-SHA-256":
      return { mechanism: "scram-sha-256", username: sasl.username, password: sasl.password };
    case "SCRAM-SHA-512":
      return { mechanism: "scram-sha-512", username: sasl.username, password: sasl.password };
    case "OAUTHBEARER": {
      const { extensions } = sasl;
      if ("token" in sasl) return bearer(() => Promise.resolve(sasl.token), extensions);
      const tokens = new AccessTokens(requestToken);
      return bearer(() => tokens.token(sasl.clientCredentials, undefined), extensions);
    }
    case "AWS_MSK_IAM": {
      const { region, aws } = sasl;
      const tokens = new AccessTokens(mskToken);
      return bearer(() => tokens.token({ region, aws }, undefined));
    }
  }
}

function bearer(
  token: () => Promise<string>,
  extensions: Readonly<Record<string, string>> = {},
): SASLOptions {
  const oauthBearerProvider = async (): Promise<{
    value: string;
    extensions: Record<string, string>;
  }> => ({ value: await token(), extensions: { ...extensions } });
  return { mechanism: "oauthbearer", oauthBearerProvider };
}
