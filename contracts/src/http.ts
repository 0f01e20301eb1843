/** HTTP as plain values, so that the same intake and the same WMS answer over a socket or on a virtual clock. */
export interface HttpRequest {
  readonly method: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE" | "OPTIONS";
  /** Path with query, beginning with `/`. For outgoing requests a whole URL. */
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export interface HttpResponse {
  readonly status: number;
  /** Why there was no answer (`status` 0), for a person. */
  readonly why?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** The inside of a door: answers once, now or later (after the commit that the answer promises). */
export interface HttpDoor {
  handle(request: HttpRequest, respond: (response: HttpResponse) => void): void;
}

/** The way out: `status` 0 means no answer within the deadline (refused, cut, too slow). */
export interface HttpOut {
  send(request: HttpRequest, answered: (response: HttpResponse) => void): void;
}
