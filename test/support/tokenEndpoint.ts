import { once } from "node:events";
import {
  createServer as createHttpServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from "node:http";
import { createServer as createHttpsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

export interface TokenRequest {
  readonly form: URLSearchParams;
  readonly authorization: string | undefined;
}

/** An OAuth token endpoint on loopback; what it answers is the test's. */
export class TokenEndpoint {
  readonly requests: TokenRequest[] = [];
  /** 200 and what it returns, as JSON; or the test answers itself and returns nothing. */
  answer: (request: TokenRequest, response: ServerResponse) => object | undefined = () => ({});
  private server: Server | undefined;
  private scheme = "http";

  /** @param tls by which it speaks HTTPS */
  static async start(tls?: {
    readonly certificate: string;
    readonly key: string;
  }): Promise<TokenEndpoint> {
    const endpoint = new TokenEndpoint();
    const listener: RequestListener = (request, response) => {
      void endpoint.serve(request, response);
    };
    endpoint.scheme = tls === undefined ? "http" : "https";
    endpoint.server =
      tls === undefined
        ? createHttpServer(listener)
        : createHttpsServer({ cert: tls.certificate, key: tls.key }, listener);
    endpoint.server.listen(0, "127.0.0.1");
    await once(endpoint.server, "listening");
    return endpoint;
  }

  get url(): string {
    return `${this.scheme}://127.0.0.1:${(this.server?.address() as AddressInfo).port}/token`;
  }

  async close(): Promise<void> {
    this.server?.closeAllConnections();
    this.server?.close();
    if (this.server) await once(this.server, "close");
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const received = {
      form: new URLSearchParams(await text(request)),
      authorization: request.headers.authorization,
    };
    this.requests.push(received);
    const body = this.answer(received, response);
    if (body !== undefined) response.end(JSON.stringify(body));
  }
}
