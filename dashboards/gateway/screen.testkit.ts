/** A screen without a browser: joins, keeps copies of views as the page does, and waits for what it is told. */
import { io, type Socket } from "socket.io-client";
import type {
  Delta,
  FromScreen,
  Handshake,
  Outcome,
  Pulse,
  Snapshot,
  ToScreen,
  ViewName,
} from "./protocol.ts";

export class TestScreen {
  readonly socket: Socket<ToScreen, FromScreen>;
  readonly copies = new Map<ViewName, Map<string, unknown>>();
  readonly at = new Map<ViewName, number>();
  readonly pulses: Pulse[] = [];
  readonly outcomes: Outcome[] = [];
  readonly frames: Uint8Array[] = [];
  readonly deltas: Delta[] = [];
  gaps = 0;
  messages = 0;
  readonly #waiting = new Set<() => void>();

  /** Why it was not let in. */
  refused: string | undefined;

  constructor(
    url: string,
    headers: Record<string, string> = { Origin: url.replace(/\/$/, "") },
    auth: Partial<Handshake> = {},
  ) {
    this.socket = io(url, {
      transports: ["websocket"],
      extraHeaders: headers,
      auth,
      reconnection: false,
      forceNew: true,
    });
    this.socket.on("connect_error", ({ message }) => {
      this.refused = message;
    });
    this.socket.on("snapshot", (snapshot) => this.#takeSnapshot(snapshot));
    this.socket.on("delta", (delta) => this.#takeDelta(delta));
    this.socket.on("pulse", (pulse) => this.pulses.push(pulse));
    this.socket.on("outcome", (outcome) => this.outcomes.push(outcome));
    this.socket.on("positions", (frame) => this.frames.push(new Uint8Array(frame as ArrayBuffer)));
    // What hears everything hears it first: look once the others have taken it.
    this.socket.onAny(() => {
      this.messages++;
      queueMicrotask(() => this.#look());
    });
    for (const event of ["connect", "connect_error", "disconnect"] as const)
      this.socket.on(event as "connect", () => queueMicrotask(() => this.#look()));
  }

  /** Resolves when the claim holds; it is asked again after everything that is heard. */
  until(claim: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (!claim()) return;
        this.#waiting.delete(look);
        resolve();
      };
      this.#waiting.add(look);
      look();
    });
  }

  async connected(): Promise<this> {
    await this.until(() => this.socket.connected);
    return this;
  }

  async join(view: ViewName): Promise<Map<string, unknown>> {
    this.copies.delete(view);
    this.socket.emit("join", { view });
    await this.until(() => this.copies.has(view));
    return this.copies.get(view)!;
  }

  get<Body>(view: ViewName, key: string): Body | undefined {
    return this.copies.get(view)?.get(key) as Body | undefined;
  }

  close(): void {
    this.socket.close();
  }

  #takeSnapshot({ view, sequence, entities }: Snapshot): void {
    this.copies.set(view, new Map(entities));
    this.at.set(view, sequence);
  }

  #takeDelta(delta: Delta): void {
    const { view, from, to, put, gone } = delta;
    this.deltas.push(delta);
    if (this.at.get(view) !== from) {
      this.gaps++;
      return;
    }
    const copy = this.copies.get(view)!;
    for (const [key, body] of put) copy.set(key, body);
    for (const key of gone) copy.delete(key);
    this.at.set(view, to);
  }

  #look(): void {
    for (const look of [...this.#waiting]) look();
  }
}
