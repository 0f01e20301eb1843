/**
 * The way out on a real network: one request by fetch, with a deadline, without following redirects (Standard Webhooks: 3xx is a failure). Addresses inside
 * the house's own network are refused unless the site allows them, so that a webhook URL cannot be turned against it.
 */
import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import type { HttpOut, HttpRequest, HttpResponse } from "@floorplane/contracts/http";
import { isInside } from "../reading/inside.ts";
import { postOutside } from "../reading/outside.ts";

export interface FetchOutOptions {
  /** A receiver that needs longer is as good as absent. */
  readonly deadlineMs?: number;
  /** Loopback and private ranges (a WMS on the same machine or in the same building). */
  readonly allowPrivate?: boolean;
}

const deadlineMsDefault = 15_000;
const nothing = new Uint8Array();
/** No answer: refused, cut, too slow, or a target that must not be called. */
const silence = (why: string): HttpResponse => ({ status: 0, why, headers: {}, body: nothing });

export class FetchOut implements HttpOut {
  readonly #deadlineMs: number;
  readonly #allowPrivate: boolean;

  constructor({ deadlineMs = deadlineMsDefault, allowPrivate = false }: FetchOutOptions = {}) {
    this.#deadlineMs = deadlineMs;
    this.#allowPrivate = allowPrivate;
  }

  send(request: HttpRequest, answered: (response: HttpResponse) => void): void {
    this.#ask(request).then(answered, (error: unknown) => answered(silence(this.#whyOf(error))));
  }

  #whyOf(error: unknown): string {
    return (error as Error).name === "TimeoutError"
      ? `no answer within ${this.#deadlineMs / 1_000} s`
      : reasonOf(error);
  }

  async #ask({ method, url, headers, body, isForeign = false }: HttpRequest): Promise<HttpResponse> {
    if (isForeign) return postOutside({ url, headers, body, deadlineMs: this.#deadlineMs });
    if (!this.#allowPrivate && (await isPrivate(new URL(url).hostname)))
      return silence("an address of this network, which is not allowed here");
    const response = await fetch(url, {
      method,
      headers: { ...headers },
      redirect: "manual",
      signal: AbortSignal.timeout(this.#deadlineMs),
      ...(method === "GET" ? {} : { body: new Uint8Array(body) }),
    });
    await response.body?.cancel();
    return { status: response.status, headers: Object.fromEntries(response.headers), body: nothing };
  }
}

/** In a few words, for a person: the code of the network, or what the certificate lacks. */
function reasonOf(error: unknown): string {
  const { cause, message } = error as Error & { cause?: NodeJS.ErrnoException };
  return cause?.code ?? cause?.message ?? message;
}

async function isPrivate(hostname: string): Promise<boolean> {
  const name = hostname.replace(/^\[|\]$/g, "");
  const addresses = isIP(name) ? [name] : (await lookup(name, { all: true })).map(({ address }) => address);
  return addresses.some(isInside);
}
