import { request as requestHttp, type IncomingMessage, type RequestOptions } from "node:http";
import { request as requestHttps } from "node:https";
import type { ClientCredentials } from "../../clusterConnection";
import { KafkaError, type KafkaErrorKind } from "../../errors";
import { cancelled, withDeadline } from "../deadline";
import { toKafkaError } from "../toKafkaError";
import { isUnencrypted, parseWebAddress } from "../webAddress";
import type { AccessToken } from "./accessTokens";

const timeoutMs = 10_000;
const maxAnswerBytes = 256 * 1024;

/**
 * Asks an OAuth token endpoint for a token, once. No redirect is followed, and of the answer nothing but the error's
 * code is told.
 * @throws KafkaError in 10 seconds at most
 */
export async function requestToken(
  credentials: ClientCredentials,
  signal: AbortSignal,
): Promise<AccessToken> {
  const url = endpointOf(credentials.tokenEndpoint);
  const ending = new AbortController();
  try {
    const answer = post(url, credentials, ending.signal);
    return await withDeadline(answer, { timeoutMs, signal }, () =>
      refused(url, `did not answer in ${timeoutMs / 1000} s`, "timeout"),
    );
  } catch (error) {
    if (error instanceof KafkaError) throw error;
    const failure = toKafkaError(error, addressOf(url));
    if (failure.kind === "tls") throw failure;
    // of another kind than a broker's failure, for which callers would look among the brokers
    throw refused(url, `cannot be asked: ${failure.message}`);
  } finally {
    ending.abort();
  }
}

/** @throws KafkaError `invalidInput` */
function endpointOf(text: string): URL {
  const url = parseWebAddress(text);
  if (url === undefined || isUnencrypted(url)) {
    const message =
      "The token endpoint must be an address that begins with https://, without a user in it.";
    throw new KafkaError(message, { kind: "invalidInput" });
  }
  return url;
}

function post(
  url: URL,
  { clientId, clientSecret, scope, ca }: ClientCredentials,
  signal: AbortSignal,
): Promise<AccessToken> {
  const form = new URLSearchParams({ grant_type: "client_credentials" });
  if (scope !== undefined && scope !== "") form.set("scope", scope);
  const body = form.toString();
  const login = `${formEncoded(clientId)}:${formEncoded(clientSecret)}`;
  const options: RequestOptions = {
    method: "POST",
    signal,
    agent: false,
    headers: {
      accept: "application/json",
      authorization: `Basic ${Buffer.from(login).toString("base64")}`,
      "content-type": "application/x-www-form-urlencoded",
      "content-length": Buffer.byteLength(body),
    },
  };
  return new Promise((resolve, reject) => {
    const onAnswer = (answer: IncomingMessage): void => {
      readToken(url, answer).then(resolve, reject);
    };
    const sent =
      url.protocol === "https:"
        ? requestHttps(url, { ...options, ...trusting(ca) }, onAnswer)
        : requestHttp(url, options, onAnswer);
    sent.on("error", (error) => {
      reject(signal.aborted ? cancelled() : error);
    });
    sent.end(body);
  });
}

/** Told in words, because a variable of the environment turns the check off where nothing is said. */
function trusting(ca: string | undefined): { ca?: string; rejectUnauthorized: true } {
  return { rejectUnauthorized: true, ...(ca === undefined ? {} : { ca }) };
}

async function readToken(url: URL, answer: IncomingMessage): Promise<AccessToken> {
  const status = answer.statusCode ?? 0;
  if (status >= 300 && status < 400) {
    throw refused(url, `answered with a redirect (${status}), which is not followed`);
  }
  const fields = await readFields(url, answer);
  if (status !== 200) {
    const error = fields["error"];
    const code = typeof error === "string" && /^[a-z_]{1,40}$/.test(error) ? `, ${error}` : "";
    throw refused(url, `gave no token (${status}${code})`);
  }
  const { access_token: value, expires_in: seconds } = fields;
  if (typeof value !== "string" || value === "") {
    throw refused(url, "answered without a token");
  }
  const lifetimeS = Number(seconds ?? Number.NaN);
  return { value, lifetimeMs: lifetimeS > 0 ? lifetimeS * 1000 : undefined };
}

/** None when the answer is no JSON object. */
async function readFields(url: URL, answer: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxAnswerBytes) throw refused(url, "answered with too much for a token");
    chunks.push(chunk);
  }
  try {
    const parsed: unknown = JSON.parse(Buffer.concat(chunks).toString());
    return typeof parsed === "object" && parsed !== null ? (parsed as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function refused(url: URL, what: string, kind: KafkaErrorKind = "authentication"): KafkaError {
  return new KafkaError(`The token endpoint ${url.host} ${what.replace(/\.$/, "")}.`, { kind });
}

function addressOf({ hostname, port, protocol }: URL): string {
  const usualPort = protocol === "https:" ? "443" : "80";
  return `${hostname}:${port === "" ? usualPort : port}`;
}

/** As RFC 6749 §2.3.1 wants it. */
function formEncoded(text: string): string {
  return new URLSearchParams([["", text]]).toString().slice(1);
}
