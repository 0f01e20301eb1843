/**
 * The sockets of the screens: who joined which view and how far each copy is. A screen whose last message has not left yet is passed over and
 * later gets one delta for all it missed, so that what is queued for it stays bounded whatever the floor does.
 */
import type { Server as HttpServer, IncomingMessage } from "node:http";
import { FloorplaneError } from "@floorplane/contracts/errors";
import type { Log } from "@floorplane/runtime/log";
import { Server, type Socket } from "socket.io";
import type { Commands } from "./commands.ts";
import { refusalOf } from "./commands.ts";
import type { Details } from "./details.ts";
import type { Documents } from "./documents.ts";
import {
  type CommandAnswer,
  type Found,
  type FromScreen,
  type Handshake,
  otherFloor,
  type Pulse,
  type ToScreen,
  type Trouble,
  type ViewName,
  viewNames,
  type Watch,
} from "./protocol.ts";
import { readAct } from "./read-act.ts";
import { readSearch, readTrouble, readView, readWatch } from "./requests.ts";

/** Larger messages than a command with its reason are not from our screens. */
export const messageBytesMax = 16 * 1024;
/** A building's screens; each costs a socket and a sequence a view. */
const screensMax = 200;
/** A person does not do more than this in ten seconds; a page that does is broken. */
const requestsMax = 120;
const requestsPerMs = 10_000;
/** Troubles that one screen may write into the log; one that throws at every frame says nothing new. */
const troublesMax = 20;
/** Requests that cannot be read before the screen is cut off. */
const malformedMax = 20;
/** Dead screens are noticed within fifteen seconds. */
const pingEveryMs = 5_000;
const pongWithinMs = 10_000;
const positionsRoom = "positions";

interface Screen {
  /** Sequence that the screen's copy of each joined view stands at. */
  readonly views: Map<ViewName, number>;
  watch: Watch | null;
  /** What the screen was last told about the thing it watches. */
  watched: string;
  requests: number;
  requestsFrom: number;
  malformed: number;
  troubles: number;
}

type Sockets = Server<FromScreen, ToScreen, Record<string, never>, Screen>;
type ScreenSocket = Socket<FromScreen, ToScreen, Record<string, never>, Screen>;

export interface ScreensOptions {
  readonly server: HttpServer;
  /** Judges Host and Origin of an upgrade. */
  readonly allowed: (request: IncomingMessage) => boolean;
  /** Identity of the plan that positions are told by. */
  readonly floor: string;
  readonly documents: Documents;
  readonly details: Details;
  readonly commands: Commands;
  readonly pulse: () => Pulse;
  /** Wall-like milliseconds for the request limit. */
  readonly elapsedMs: () => number;
  readonly log: Log;
}

export class Screens {
  readonly #options: ScreensOptions;
  readonly #sockets: Sockets;

  constructor(options: ScreensOptions) {
    this.#options = options;
    this.#sockets = new Server(options.server, {
      transports: ["websocket"],
      serveClient: false,
      perMessageDeflate: false,
      maxHttpBufferSize: messageBytesMax,
      pingInterval: pingEveryMs,
      pingTimeout: pongWithinMs,
      connectTimeout: pongWithinMs,
      allowRequest: (request, decide) => {
        const full = this.#sockets.engine.clientsCount >= screensMax;
        const allowed = !full && options.allowed(request);
        if (!allowed) options.log.warn("screen.refused", { full, origin: request.headers.origin ?? "none" });
        decide(null, allowed);
      },
    });
    this.#sockets.use((socket, next) => {
      // Positions go by a robot's place in the plan's list: by another plan they are somebody else's.
      const { floor } = socket.handshake.auth as Partial<Handshake>;
      if (floor === undefined || floor === options.floor) return next();
      options.log.info("screen.other-floor", { origin: socket.handshake.headers.origin ?? "none" });
      next(new Error(otherFloor));
    });
    this.#sockets.on("connection", (socket) => this.#welcome(socket));
  }

  get count(): number {
    return this.#sockets.sockets.sockets.size;
  }

  /** The newest frame of positions, to those who look at the floor and keep up. */
  sendPositions(frame: Uint8Array): void {
    this.#sockets.to(positionsRoom).volatile.emit("positions", frame);
  }

  /** Screens whose last message has left for the network. */
  ready(): readonly ScreenSocket[] {
    return [...this.#sockets.sockets.sockets.values()].filter((socket) => socket.conn.transport.writable);
  }

  /** Brings screens to the present. Views are refreshed and sealed by the caller. */
  sendChanges(ready: readonly ScreenSocket[]): void {
    for (const name of viewNames) this.#sendView(name, ready);
    this.#sendDetails(ready);
  }

  /** After `sendChanges` in the same breath, so that its sequences are what the screens have. */
  sendPulse(): void {
    const { pulse } = this.#options;
    const names = [...this.#sockets.sockets.sockets.values()]
      .filter((socket) => this.#isCurrent(socket))
      .map(({ id }) => id);
    if (names.length > 0) this.#sockets.to(names).emit("pulse", pulse());
  }

  close(): void {
    this.#sockets.disconnectSockets(true);
    this.#sockets.engine.close();
  }

  #isCurrent(socket: ScreenSocket): boolean {
    const { views } = this.#options.documents;
    return [...socket.data.views].every(([name, at]) => at === views[name].sequence);
  }

  #welcome(socket: ScreenSocket): void {
    const { log } = this.#options;
    Object.assign(socket.data, {
      views: new Map(),
      watch: null,
      watched: "",
      requests: 0,
      requestsFrom: 0,
      malformed: 0,
      troubles: 0,
    } satisfies Screen);
    socket.on("join", (request) => this.#hear(socket, () => this.#join(socket, readView(request))));
    socket.on("leave", (request) => this.#hear(socket, () => this.#leave(socket, readView(request))));
    socket.on("watch", (request) =>
      this.#hear(socket, () => {
        socket.data.watch = readWatch(request);
        socket.data.watched = "";
        this.#sendDetails([socket]);
      }),
    );
    socket.on("find", (request, answer) => this.#find(socket, request, answer));
    socket.on("command", (request, answer) => this.#command(socket, request, answer));
    socket.on("trouble", (request) => this.#hear(socket, () => this.#trouble(socket, readTrouble(request))));
    socket.on("error", (error) => log.warn("screen.error", { reason: error.message }));
    socket.emit("pulse", { ...this.#options.pulse(), sequences: nothingSent });
    log.debug("screen.connected", { screens: this.count });
  }

  #join(socket: ScreenSocket, name: ViewName): void {
    const view = this.#options.documents.views[name];
    view.seal();
    socket.data.views.set(name, view.sequence);
    if (name === "floor") void socket.join(positionsRoom);
    socket.emit("snapshot", view.snapshot());
  }

  #leave(socket: ScreenSocket, name: ViewName): void {
    socket.data.views.delete(name);
    if (name === "floor") void socket.leave(positionsRoom);
  }

  #find(socket: ScreenSocket, request: unknown, answer: unknown): void {
    let found: readonly Found[] | null = null;
    this.#hear(socket, () => {
      const text = readSearch(request);
      if (this.#options.pulse().house === "running") found = this.#options.details.find(text);
    });
    if (typeof answer === "function") answer(found);
  }

  #command(socket: ScreenSocket, request: unknown, answer: unknown): void {
    const reply = (what: CommandAnswer): void => {
      if (typeof answer === "function") answer(what);
    };
    this.#hear(
      socket,
      () =>
        this.#options.commands.give(
          readAct(request, `someone at ${socket.handshake.address}`, this.#options.documents),
          reply,
          (outcome) => void socket.emit("outcome", outcome),
        ),
      (error) => reply(refusalOf(error)),
    );
  }

  #trouble(socket: ScreenSocket, trouble: Trouble): void {
    if (++socket.data.troubles > troublesMax) return;
    this.#options.log.error("screen.trouble", { screen: socket.handshake.address, ...trouble });
  }

  /** Runs what a screen asked for within its limits; what cannot be read is counted and answered, never thrown on. */
  #hear(socket: ScreenSocket, act: () => void, refused?: (error: FloorplaneError) => void): void {
    const { log } = this.#options;
    if (this.#floods(socket.data)) {
      log.warn("screen.flooded", { requestsMax });
      socket.disconnect(true);
      return;
    }
    try {
      act();
    } catch (error) {
      if (!(error instanceof FloorplaneError)) throw error;
      log.warn("screen.malformed", { field: error.field, reason: error.message });
      refused?.(error);
      if (++socket.data.malformed > malformedMax) socket.disconnect(true);
    }
  }

  #floods(screen: Screen): boolean {
    const now = this.#options.elapsedMs();
    if (now - screen.requestsFrom > requestsPerMs) {
      screen.requestsFrom = now;
      screen.requests = 0;
    }
    return ++screen.requests > requestsMax;
  }

  /** Screens at the same sequence share one message, which is encoded once. */
  #sendView(name: ViewName, ready: readonly ScreenSocket[]): void {
    const view = this.#options.documents.views[name];
    const behind = new Map<number, ScreenSocket[]>();
    for (const socket of ready) {
      const at = socket.data.views.get(name);
      if (at === undefined || at === view.sequence) continue;
      const group = behind.get(at);
      if (group) group.push(socket);
      else behind.set(at, [socket]);
    }
    for (const [at, group] of behind) {
      const screens = this.#sockets.to(group.map(({ id }) => id));
      const delta = view.since(at);
      if (delta) screens.emit("delta", delta);
      else screens.emit("snapshot", view.snapshot());
      for (const socket of group) socket.data.views.set(name, view.sequence);
    }
  }

  #sendDetails(ready: readonly ScreenSocket[]): void {
    for (const socket of ready) {
      const { watch } = socket.data;
      if (!watch) continue;
      const detail = this.#options.details.of(watch);
      const text = JSON.stringify(detail.body);
      if (text === socket.data.watched) continue;
      socket.data.watched = text;
      socket.emit("detail", detail);
    }
  }
}

const nothingSent: Pulse["sequences"] = { floor: 0, orders: 0, alarms: 0, climate: 0 };
