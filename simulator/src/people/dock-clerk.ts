/**
 * Who answers for parcels that no portal read. A clerk at the dock looks at the manifests that have closed, as long as the reader has missed anything, and says of each unread parcel what he sees: it went out of
 * the gate, or it stands here.
 */
import type { HttpOut } from "@floorplane/contracts/http";
import { minuteMs } from "@floorplane/contracts/units";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import type { Timers } from "@floorplane/runtime/clock/clock";

const manifestsPath = "/v1/manifests";
/** How often he looks. */
const lookMs = 15 * minuteMs;

export interface DockClerkOptions {
  readonly http: HttpOut;
  /** Where the house is: `http://127.0.0.1:8080`. */
  readonly baseUrl: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly timers: Timers;
  readonly dock: Dock;
}

/** What he sees there, and what he has said of it. */
export interface Dock {
  /** It came by at the gate. */
  wentOut(sscc: string): boolean;
  /** Parcels that the reader missed and nobody has answered for. */
  missed(): number;
  answeredFor(sscc: string): void;
}

export class DockClerk {
  readonly #options: DockClerkOptions;
  readonly #stays = new Map<string, number>();
  #stopped = false;

  constructor(options: DockClerkOptions) {
    this.#options = options;
  }

  start(): void {
    const { timers } = this.#options;
    timers.at(timers.now() + lookMs, () => this.#look());
  }

  stop(): void {
    this.#stopped = true;
  }

  #look(): void {
    if (this.#stopped) return;
    this.start();
    if (this.#options.dock.missed() > 0) this.#ask(`${manifestsPath}?open=false`);
  }

  #ask(path: string): void {
    const { http, baseUrl, headers } = this.#options;
    const url = baseUrl + path;
    http.send({ method: "GET", url, headers, body: new Uint8Array() }, ({ status, body }) => {
      if (this.#stopped || status !== 200) return;
      const { manifests, next } = JSON.parse(decoder.decode(body)) as Manifests;
      for (const { unread } of manifests) for (const sscc of unread) this.#say(sscc);
      if (next !== null) this.#ask(`${manifestsPath}?open=false&after=${encodeURIComponent(next)}`);
    });
  }

  #say(sscc: string): void {
    const { http, baseUrl, headers, dock } = this.#options;
    const isGone = dock.wentOut(sscc);
    // Each time that a truck leaves without it is another word.
    const stays = this.#stays.get(sscc) ?? 0;
    const key = isGone ? `clerk-${sscc}` : `clerk-${sscc}-${stays}`;
    if (!isGone) this.#stays.set(sscc, stays + 1);
    http.send(
      {
        method: "POST",
        url: baseUrl + (isGone ? wmsPaths.departure(sscc) : `${wmsPaths.parcels}/${sscc}/stay`),
        headers: { ...headers, "content-type": "application/json", "idempotency-key": key },
        body: encoder.encode("{}"),
      },
      ({ status }) => {
        if (isGone && status >= 200 && status < 300) dock.answeredFor(sscc);
      },
    );
  }
}

interface Manifests {
  readonly manifests: readonly { readonly unread: readonly string[] }[];
  readonly next: string | null;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();
