/**
 * Posts to an address that a stranger named. Its name is looked up once, by the connection itself: what is judged is what is called, so that a name cannot stand for one address while it is judged and for
 * another when it is called. Redirects are not followed, and nothing of the answer but its status and when to come again is read.
 */
import { lookup } from "node:dns";
import { type ClientRequest, type IncomingMessage, request as overHttp } from "node:http";
import { request as overHttps } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import type { HttpResponse } from "@floorplane/contracts/http";
import { isInside } from "./inside.ts";

export interface Posted {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  readonly deadlineMs: number;
}

const refusal = "an address of this network, which no program may name";

/** Every address of the name is outside, or it is none. */
const outsideOnly: LookupFunction = (name, options, found) =>
  lookup(name, { ...options, all: true }, (error, addresses) => {
    if (error) return found(error, "");
    const [first] = addresses;
    if (!first || addresses.some(({ address }) => isInside(address)))
      return found(Object.assign(new Error(refusal), { code: refusal }), "");
    if (options.all) return found(null, addresses);
    found(null, first.address, first.family);
  });

/** Rejects where no answer came; the error says why. */
export function postOutside({ url, headers, body, deadlineMs }: Posted): Promise<HttpResponse> {
  const to = new URL(url);
  const host = to.hostname.replace(/^\[|\]$/g, "");
  // A connection to an address asks nobody for one.
  if (isIP(host) && isInside(host)) return Promise.reject(new Error(refusal));
  const request = to.protocol === "https:" ? overHttps : overHttp;
  return new Promise((answered, failed) => {
    const hear = (response: IncomingMessage): void => {
      const { statusCode = 0, headers: told } = response;
      const retryAfter = told["retry-after"];
      response.destroy();
      answered({
        status: statusCode,
        headers: retryAfter === undefined ? {} : { "retry-after": retryAfter },
        body: new Uint8Array(),
      });
    };
    const asked: ClientRequest = request(
      to,
      {
        method: "POST",
        headers: { ...headers, "content-length": String(body.length) },
        lookup: outsideOnly,
        signal: AbortSignal.timeout(deadlineMs),
        agent: false,
      },
      hear,
    );
    asked.on("error", (error) =>
      failed(error.name === "AbortError" ? Object.assign(error, { name: "TimeoutError" }) : error),
    );
    asked.end(body);
  });
}
