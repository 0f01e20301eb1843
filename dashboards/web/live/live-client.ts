/** The one connection of a screen: joins each view once, mends what it missed, and knows how old everything is. */
import type { ActReason } from "@floorplane/contracts/reasons/of-acts";
import { io, type Socket } from "socket.io-client";
import {
  type CommandAnswer,
  type Detail,
  type Found,
  type FromScreen,
  type Handshake,
  type Outcome,
  otherFloor,
  type Pulse,
  type ScreenCommand,
  type ToScreen,
  type Trouble,
  type ViewName,
  viewNames,
  type Watch,
} from "../../gateway/protocol.ts";
import { HouseTime } from "./house-time.ts";
import { Signal } from "./signal.ts";
import { ViewCopy } from "./view-copy.ts";

/** The gateway speaks at least every 1.2 s; three of those missed are a delay worth saying. */
const delayedAfterMs = 4_000;
const lookEveryMs = 1_000;
/** After this the screen stops waiting for the gateway's word that a command was written down. */
const answerWithinMs = 8_000;
/** After this it stops waiting for the outcome; the gateway gives up sooner and says so. */
const outcomeWithinMs = 65_000;

/** What one page tells the house of its own troubles; the same one is told once. */
const troublesMax = 20;

/** How far what is shown can be believed. */
export type LinkState =
  | { readonly kind: "connecting" }
  | { readonly kind: "live" }
  /** House time of the last word; null: this screen never heard one. */
  | { readonly kind: "delayed"; readonly since: number | null }
  /** House time of the last word; null: this screen never heard one. */
  | { readonly kind: "offline"; readonly since: number | null };

export type CommandState =
  | { readonly state: "pending" | "accepted" }
  | { readonly state: "done" | "refused" | "unanswered" | "unknown"; readonly reason: ActReason | null };

export interface LiveClientOptions {
  /** Identity of the plan that this page draws by. */
  readonly floor: string;
  readonly hearPositions: (frame: Uint8Array) => void;
  readonly leave: () => void;
}

export class LiveClient {
  readonly time = new HouseTime();
  readonly link = new Signal<LinkState>({ kind: "connecting" });
  readonly pulse = new Signal<Pulse | undefined>(undefined);
  /** House time to the second: what ages and countdowns are reckoned from. It stands where the house was heard last while it is not heard: nothing grows old for a screen that is cut off. */
  readonly second = new Signal(this.time.now());
  readonly detail = new Signal<Detail | undefined>(undefined);
  readonly views: Readonly<Record<ViewName, ViewCopy>>;
  readonly #socket: Socket<ToScreen, FromScreen>;
  readonly #outcomes = new Map<string, (outcome: Outcome) => void>();
  /** Outcomes that were heard before the answer that names their command. */
  readonly #early = new Map<string, Outcome>();
  readonly #troubles = new Set<string>();
  #watch: Watch | null = null;
  #heardAt = performance.now();
  /** Set while there is no link. */
  #offline: Extract<LinkState, { kind: "offline" }> | undefined;

  /** `hearPositions` is called for each frame, outside of React; `leave` once, when the house has another floor than this page drew. */
  constructor({ floor, hearPositions, leave }: LiveClientOptions) {
    this.views = {
      floor: new ViewCopy("floor"),
      orders: new ViewCopy("orders"),
      alarms: new ViewCopy("alarms"),
      climate: new ViewCopy("climate"),
    };
    this.#socket = io({
      transports: ["websocket"],
      reconnectionDelay: 500,
      reconnectionDelayMax: 3_000,
      timeout: 5_000,
      auth: { floor } satisfies Handshake,
    });
    this.#socket.on("connect", () => this.#begin());
    this.#socket.on("disconnect", () => this.#end());
    this.#socket.on("connect_error", ({ message }) => {
      this.#end();
      if (message === otherFloor) leave();
    });
    this.#socket.on("snapshot", (snapshot) => this.views[snapshot.view].takeSnapshot(snapshot));
    this.#socket.on("delta", (delta) => {
      if (!this.views[delta.view].takeDelta(delta)) this.#join(delta.view);
    });
    this.#socket.on("positions", (frame) => hearPositions(new Uint8Array(frame as ArrayBuffer)));
    this.#socket.on("detail", (detail) => this.#hearDetail(detail));
    this.#socket.on("outcome", (outcome) => this.#hearOutcome(outcome));
    this.#socket.on("pulse", (pulse) => this.#hearPulse(pulse));
    this.#socket.onAny(() => this.#hear());
    setInterval(() => this.#look(), lookEveryMs);
  }

  /** One thing at a time; null looks away. Held over reconnects. */
  watch(watch: Watch | null): void {
    this.#watch = watch;
    this.detail.set(undefined);
    if (this.#socket.connected) this.#socket.emit("watch", watch);
  }

  /** For the house's log. Kept until there is a link. */
  report(panel: string, error: unknown): void {
    const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    const name = `${panel} ${what}`;
    if (this.#troubles.has(name) || this.#troubles.size >= troublesMax) return;
    this.#troubles.add(name);
    const trouble: Trouble = { panel, what, where: error instanceof Error ? (error.stack ?? "") : "" };
    this.#socket.emit("trouble", trouble);
  }

  /** Null: the house did not answer, so that nothing can be said of what there is. */
  async find(text: string): Promise<readonly Found[] | null> {
    if (!this.#socket.connected) return null;
    try {
      return await this.#socket.timeout(answerWithinMs).emitWithAck("find", { text });
    } catch {
      return null;
    }
  }

  /** Tells every step of a person's act, last `done`, `refused` or `unknown`. Never done before the room said so. */
  command(command: ScreenCommand, tell: (state: CommandState) => void): void {
    if (!this.#socket.connected) {
      tell({ state: "refused", reason: { code: "screen.offline" } });
      return;
    }
    tell({ state: "pending" });
    this.#socket
      .timeout(answerWithinMs)
      .emit(
        "command",
        { ...command, notAfter: this.#notAfter() },
        (error: Error | null, answer: CommandAnswer) => {
          if (error)
            tell({
              state: "unknown",
              reason: { code: "screen.unanswered" },
            });
          else if (answer.state === "refused") tell({ state: "refused", reason: answer.reason });
          else this.#await(answer.command, tell);
        },
      );
  }

  /** A house that wakes up later than this screen waits does not do what was wanted before. House time, ms. */
  #notAfter(): number {
    return Math.round(this.time.now() + answerWithinMs * this.time.speed);
  }

  #await(command: string, tell: (state: CommandState) => void): void {
    const timer = setTimeout(
      () => this.#hearOutcome({ command, outcome: "unknown", reason: { code: "act.unanswered" } }),
      outcomeWithinMs,
    );
    this.#outcomes.set(command, ({ outcome, reason }) => {
      clearTimeout(timer);
      tell({ state: outcome, reason });
    });
    const early = this.#early.get(command);
    if (early) this.#hearOutcome(early);
    else tell({ state: "accepted" });
  }

  #hearOutcome(outcome: Outcome): void {
    const settle = this.#outcomes.get(outcome.command);
    if (!settle) this.#early.set(outcome.command, outcome);
    else {
      this.#outcomes.delete(outcome.command);
      this.#early.delete(outcome.command);
      settle(outcome);
    }
    // More than a handful of outcomes that nobody waits for belong to a page before this one.
    if (this.#early.size > 20) this.#early.delete(this.#early.keys().next().value!);
  }

  #begin(): void {
    this.#offline = undefined;
    for (const name of viewNames) this.#join(name);
    if (this.#watch) this.#socket.emit("watch", this.#watch);
    this.#hear();
  }

  #end(): void {
    this.#offline ??= { kind: "offline", since: this.time.at(this.#heardAt) ?? null };
    for (const command of [...this.#outcomes.keys()])
      this.#hearOutcome({
        command,
        outcome: "unknown",
        reason: { code: "screen.cut-off" },
      });
    this.#look();
  }

  #join(view: ViewName): void {
    this.#socket.emit("join", { view });
  }

  #hearPulse(pulse: Pulse): void {
    this.time.hear(pulse.now, pulse.speed);
    this.second.set(this.time.now());
    this.pulse.set(pulse);
    for (const name of viewNames) if (this.views[name].isBehind(pulse.sequences[name])) this.#join(name);
  }

  #hearDetail(detail: Detail): void {
    const { kind, id } = detail.watch;
    if (this.#watch?.kind === kind && this.#watch.id === id) this.detail.set(detail);
  }

  #hear(): void {
    this.#heardAt = performance.now();
    if (this.link.get().kind !== "live") this.#look();
  }

  #look(): void {
    this.#lookAtLink();
    const link = this.link.get();
    const isCutOff = link.kind === "delayed" || link.kind === "offline";
    this.second.set(isCutOff && link.since !== null ? link.since : this.time.now());
  }

  #lookAtLink(): void {
    if (this.#socket.connected) {
      const silentMs = performance.now() - this.#heardAt;
      if (silentMs <= delayedAfterMs) {
        if (this.link.get().kind !== "live") this.link.set({ kind: "live" });
      } else if (this.link.get().kind !== "delayed")
        this.link.set({ kind: "delayed", since: this.time.at(this.#heardAt) ?? null });
      return;
    }
    if (this.#offline) this.link.set(this.#offline);
  }
}
