import { KafkaError } from "../kafka/errors";
import type { RegistryConnection } from "./registryConnection";

/** What `fetch` is, as far as it is used here. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** Schemas above this size are refused. */
const maxAnswerBytes = 8 * 1024 * 1024;

/** Node's codes for a certificate that it does not take. */
const certificateProblem = /^(CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_CERT_)/;

/** Only schemas are asked for, so that nothing is ever sent but the path, and the password to its own server. */
export class RegistryRequest {
  private readonly base: URL;

  /** Throws `KafkaError` `invalidInput` for an address that is not HTTP's, and a token that no header can hold. */
  constructor(
    private readonly connection: RegistryConnection,
    private readonly fetch: Fetch,
  ) {
    this.base = parseBase(connection.url);
    requireSendable(connection);
  }

  /** Every failure is a `KafkaError`; its sentence holds nothing that the server wrote. */
  async get(path: readonly string[], signal?: AbortSignal): Promise<unknown> {
    const deadline = new AbortController();
    const timer = setTimeout(() => {
      deadline.abort();
    }, this.connection.timeoutMs);
    const signals = signal === undefined ? [deadline.signal] : [deadline.signal, signal];
    try {
      const response = await this.fetch(this.urlOf(path), {
        headers: this.headers(),
        redirect: "manual",
        signal: AbortSignal.any(signals),
      });
      if (response.status !== 200) {
        await response.body?.cancel();
        throw this.refusal(response.status);
      }
      return this.parse(await readBody(response, this.tooLong()));
    } catch (error) {
      throw this.toKafkaError(error, deadline.signal, signal);
    } finally {
      clearTimeout(timer);
    }
  }

  private urlOf(path: readonly string[]): string {
    if (path.some((name) => name === "." || name === "..")) {
      throw new KafkaError("A schema refers to a subject whose name leads elsewhere.", {
        kind: "corruptData",
      });
    }
    const url = new URL(this.base);
    const folder = url.pathname.replace(/\/+$/, "");
    url.pathname = `${folder}/${path.map(encodeURIComponent).join("/")}`;
    return url.href;
  }

  private headers(): Record<string, string> {
    const accept = "application/vnd.schemaregistry.v1+json, application/json";
    const { authentication } = this.connection;
    if (authentication === undefined) return { accept };
    if (authentication.kind === "bearer") {
      return { accept, authorization: `Bearer ${authentication.token}` };
    }
    const pair = Buffer.from(`${authentication.username}:${authentication.password}`);
    return { accept, authorization: `Basic ${pair.toString("base64")}` };
  }

  private parse(text: string): unknown {
    try {
      return JSON.parse(text);
    } catch {
      throw new KafkaError(`${this.name} does not answer as a schema registry does: no JSON.`, {
        kind: "corruptData",
      });
    }
  }

  private refusal(status: number): KafkaError {
    const { name } = this;
    if (status === 401) {
      return new KafkaError(`${name} wants a user name and password, or another one.`, {
        kind: "authentication",
        code: status,
      });
    }
    if (status === 403) {
      return new KafkaError(`${name} does not let this user read it.`, {
        kind: "authorization",
        code: status,
      });
    }
    if (status === 404) {
      return new KafkaError(`${name} does not have it.`, { kind: "notFound", code: status });
    }
    if (status >= 300 && status < 400) {
      return new KafkaError(`${name} points to another address. Enter that one instead.`, {
        kind: "invalidInput",
        code: status,
      });
    }
    return new KafkaError(`${name} answered with status ${status}.`, {
      kind: "unexpected",
      code: status,
    });
  }

  private toKafkaError(error: unknown, deadline: AbortSignal, signal?: AbortSignal): KafkaError {
    if (error instanceof KafkaError) return error;
    const { name } = this;
    if (signal?.aborted === true) {
      return new KafkaError("Cancelled.", { kind: "cancelled", cause: error });
    }
    if (deadline.aborted) {
      const seconds = this.connection.timeoutMs / 1000;
      return new KafkaError(`${name} did not answer within ${seconds} s.`, {
        kind: "timeout",
        cause: error,
      });
    }
    const code = codeOf(error);
    if (code !== undefined && certificateProblem.test(code)) {
      const message = `The certificate of ${this.base.host}, the schema registry, cannot be trusted (${code}).`;
      return new KafkaError(message, { kind: "tls", cause: error });
    }
    const why = code === undefined ? "" : ` (${code})`;
    return new KafkaError(`${name} cannot be reached${why}.`, {
      kind: "unreachable",
      cause: error,
    });
  }

  private tooLong(): KafkaError {
    return new KafkaError(`${this.name} sent more than a schema may be long.`, {
      kind: "corruptData",
    });
  }

  private get name(): string {
    return `The schema registry at ${this.base.host}`;
  }
}

function parseBase(url: string): URL {
  const base = URL.canParse(url) ? new URL(url) : undefined;
  if (base === undefined || !/^https?:$/.test(base.protocol)) {
    throw new KafkaError("A schema registry's address begins with http:// or https://.", {
      kind: "invalidInput",
    });
  }
  if (base.username !== "" || base.password !== "") {
    throw new KafkaError("A schema registry's address holds no user name or password.", {
      kind: "invalidInput",
    });
  }
  base.search = "";
  base.hash = "";
  return base;
}

/** Refused here, because `fetch` would name the whole token in its error. */
function requireSendable({ authentication }: RegistryConnection): void {
  if (authentication?.kind !== "bearer" || /^[\x21-\x7e]+$/.test(authentication.token)) return;
  throw new KafkaError("The schema registry's token holds characters that cannot be sent.", {
    kind: "invalidInput",
  });
}

async function readBody(response: Response, tooLong: KafkaError): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    // leaving the loop ends the connection
    if (length > maxAnswerBytes) throw tooLong;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

/** The system's code says most, and cannot hold a secret. */
function codeOf(error: unknown): string | undefined {
  const code = (error as { cause?: { code?: unknown } }).cause?.code;
  return typeof code === "string" && /^[A-Z_0-9]+$/.test(code) ? code : undefined;
}
