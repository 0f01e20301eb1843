/** HTTP as plain values, so that the same intake and the same WMS answer over a socket or on a virtual clock. */
export interface HttpRequest {
  readonly method: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE" | "OPTIONS";
  /** Path with query, beginning with `/`. For outgoing requests a whole URL. */
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** Address of whoever asks, where it came over a socket. */
  readonly peer?: string;
  /** The program whose topic it came on, and whether the broker let nobody else speak there: then it needs no token. */
  readonly from?: { readonly program: string; readonly isProved: boolean };
  /** Of an outgoing one whose address somebody outside has named: it may reach nothing inside the house's own network. */
  readonly isForeign?: boolean;
}

export interface HttpResponse {
  readonly status: number;
  /** Why there was no answer (`status` 0), for a person. */
  readonly why?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** What a shell has made of a request's body before the door sees it, in another thread: the body passed the gate of its address. */
export interface ReadAhead {
  /** JSON of what the gate made of it, in place of the body. */
  readonly text: string;
  /** Names its content (`content-hash.ts`). */
  readonly hashes: readonly [string, ...string[]];
}

/** The inside of a door: answers once, now or later (after the commit that the answer promises). */
export interface HttpDoor {
  /** `ahead`: only of a body that the door's own gate has let through; the request's own is left away then. */
  handle(request: HttpRequest, respond: (response: HttpResponse) => void, ahead?: ReadAhead): void;
  /** What whoever comes now is to hear before their body is read, where nobody more is let in; absent where all are. */
  turnedAway?(): HttpResponse | undefined;
  /** What is asked inside came at one moment, and may be decided in one step; absent where each is decided alone. */
  together?(ask: () => void): void;
}

/** The way out: `status` 0 means no answer within the deadline (refused, cut, too slow). */
export interface HttpOut {
  send(request: HttpRequest, answered: (response: HttpResponse) => void): void;
}
