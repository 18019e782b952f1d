import type { ConnectionOptions, SecureContext } from "node:tls";
import { isDeepStrictEqual } from "node:util";
import type {
  ConnectionSecurity,
  SaslCredentials,
  SaslMechanism,
  TlsCredentials,
} from "../clusterConnection";
import { KafkaError } from "../errors";
import { withDeadline } from "./deadline";
import { AccessTokens } from "./sasl/accessTokens";
import { LoginOrder } from "./sasl/loginOrder";
import { mskToken } from "./sasl/mskToken";
import { oauthBearerClient } from "./sasl/oauthBearerClient";
import { plainClient } from "./sasl/plainClient";
import { requestToken } from "./sasl/requestToken";
import type { SaslClient } from "./sasl/saslClient";
import { ScramClient } from "./sasl/scramClient";
import { secureContextOf, tlsOptions } from "./tls/tlsOptions";

/** What one socket needs to be let in; used once. */
export interface Login {
  /** Undefined for plaintext. */
  readonly tls?: TlsLogin;
  readonly sasl?: SaslLogin;
}

export interface TlsLogin {
  readonly options: ConnectionOptions;
  /** What the broker's certificate must be for. */
  readonly name: string;
  readonly hasClientCertificate: boolean;
}

export interface SaslLogin {
  readonly client: SaslClient;
  readonly mechanism: SaslMechanism;
  readonly username: string | undefined;
}

/** Reads files and secrets, or asks for a token, whenever a socket is opened. */
export class Logins {
  readonly order: LoginOrder;
  private readonly tokens = new AccessTokens(requestToken);
  private readonly mskTokens = new AccessTokens(mskToken);
  private context: { readonly of: TlsCredentials; readonly secure: SecureContext } | undefined;

  constructor(
    private readonly security: ConnectionSecurity | undefined,
    /** Files, the token endpoint and AWS together. */
    private readonly timeoutMs: number,
    /** Of one login at a broker, which others wait for. */
    patienceMs = timeoutMs,
  ) {
    this.order = new LoginOrder(patienceMs);
  }

  /**
   * @param host the broker's own name, which its certificate must be for
   * @throws KafkaError
   */
  prepare(host: string, signal: AbortSignal | undefined): Promise<Login> {
    const { security, timeoutMs } = this;
    if (security === undefined) return Promise.resolve({});
    const ending = new AbortController();
    const login = this.login(security, host, AbortSignal.any([ending.signal, ...listOf(signal)]));
    return withDeadline(login, { timeoutMs, signal }, () => {
      const message = `The credentials were not ready in ${timeoutMs / 1000} s.`;
      return new KafkaError(message, { kind: "timeout" });
    }).finally(() => {
      ending.abort();
    });
  }

  /** The broker did not accept what was prepared. */
  refused(): void {
    this.tokens.forget();
    this.mskTokens.forget();
  }

  private async login(
    security: ConnectionSecurity,
    host: string,
    signal: AbortSignal,
  ): Promise<Login> {
    const { tls, sasl } = await this.credentials(security, signal);
    const { protocol } = security;
    const isTls = protocol === "SSL" || protocol === "SASL_SSL";
    const isSasl = protocol === "SASL_PLAINTEXT" || protocol === "SASL_SSL";
    if (isSasl && sasl === undefined) {
      throw new KafkaError("The user's credentials are missing.", { kind: "authentication" });
    }
    return {
      ...(isTls ? { tls: this.tlsLogin(tls ?? {}, host) } : {}),
      ...(isSasl && sasl !== undefined ? { sasl: await this.saslLogin(sasl, signal) } : {}),
    };
  }

  /** What is thrown by others may hold anything: nothing of it is passed on. */
  private async credentials(
    security: ConnectionSecurity,
    signal: AbortSignal,
  ): ReturnType<ConnectionSecurity["credentials"]> {
    try {
      return await security.credentials(signal);
    } catch (error) {
      if (error instanceof KafkaError) throw error;
      throw new KafkaError("The credentials cannot be read.", { kind: "authentication" });
    }
  }

  private tlsLogin(tls: TlsCredentials, host: string): TlsLogin {
    if (this.context === undefined || !isDeepStrictEqual(this.context.of, tls)) {
      this.context = { of: tls, secure: secureContextOf(tls) };
    }
    return {
      options: tlsOptions(tls, host, this.context.secure),
      name: tls.serverName ?? host,
      hasClientCertificate: tls.certificate !== undefined || tls.pkcs12 !== undefined,
    };
  }

  private async saslLogin(sasl: SaslCredentials, signal: AbortSignal): Promise<SaslLogin> {
    const { mechanism } = sasl;
    const username = "username" in sasl ? sasl.username : undefined;
    return { client: await this.client(sasl, signal), mechanism, username };
  }

  private async client(sasl: SaslCredentials, signal: AbortSignal): Promise<SaslClient> {
    switch (sasl.mechanism) {
      case "PLAIN":
        return plainClient(sasl.username, sasl.password);
      case "SCRAM-SHA-256":
      case "SCRAM-SHA-512":
        return new ScramClient(sasl.mechanism, sasl.username, sasl.password);
      case "OAUTHBEARER": {
        const token =
          "token" in sasl ? sasl.token : await this.tokens.token(sasl.clientCredentials, signal);
        return oauthBearerClient(token, sasl.extensions);
      }
      case "AWS_MSK_IAM": {
        const { region, aws } = sasl;
        return oauthBearerClient(await this.mskTokens.token({ region, aws }, signal));
      }
    }
  }
}

function listOf<Item>(item: Item | undefined): readonly Item[] {
  return item === undefined ? [] : [item];
}
