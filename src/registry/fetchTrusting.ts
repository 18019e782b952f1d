import type { IncomingMessage } from "node:http";
import { request } from "node:https";
import { Readable } from "node:stream";
import type { Fetch } from "./registryRequest";

/** Statuses whose answers have no body, as `Response` demands. */
const bodiless = new Set([204, 205, 304]);

/** As `fetch`, for GET over https, with authorities of one's own. Redirects are answers like others. */
export function fetchTrusting(ca: string): Fetch {
  return (url, { headers, signal }) =>
    new Promise((resolve, reject) => {
      const options = {
        ca,
        // whatever NODE_TLS_REJECT_UNAUTHORIZED says
        rejectUnauthorized: true,
        agent: false as const,
        headers: Object.fromEntries(new Headers(headers)),
        ...(signal ? { signal } : {}),
      };
      request(url, options, (answer) => {
        resolve(responseOf(answer));
      })
        .on("error", (error) => {
          // as fetch tells it: the code is in the cause
          reject(new TypeError("The request failed.", { cause: error }));
        })
        .end();
    });
}

function responseOf(answer: IncomingMessage): Response {
  const { statusCode: status = 0 } = answer;
  const isBodiless = bodiless.has(status);
  if (isBodiless) answer.resume();
  const body = isBodiless ? null : (Readable.toWeb(answer) as ReadableStream<Uint8Array>);
  // a status that no answer may have is told as a failure of the server
  return new Response(body, { status: status >= 200 && status <= 599 ? status : 502 });
}
