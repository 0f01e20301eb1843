/**
 * The room between the house and its screens. It decides nothing: it follows the committed rows of the ledger and the positions on the bus, shows
 * them as views, and carries people's acts to the rooms that decide.
 */

import { SiteId } from "@floorplane/contracts/ids";
import type { ToDashboards } from "@floorplane/contracts/messages";
import type { HousePace } from "@floorplane/contracts/pace";
import { lastHeardAt, readPositions } from "@floorplane/contracts/positions";
import type { Site } from "@floorplane/contracts/site";
import { filterOf } from "@floorplane/contracts/topics";
import type { Layout } from "@floorplane/layout/layout";
import type { Bus } from "@floorplane/runtime/bus/bus";
import { every, type Timers } from "@floorplane/runtime/clock/clock";
import type { Row } from "@floorplane/runtime/ledger/ledger";
import type { Log } from "@floorplane/runtime/log";
import type { Desk, Kept, Office, Restore, Room } from "@floorplane/runtime/room";
import { actRoutes } from "./act-routes.ts";
import { type AskBench, benchRoute } from "./bench-route.ts";
import { Commands } from "./commands.ts";
import { type AskConnections, connectionRoutes } from "./connection-routes.ts";
import { Details } from "./details.ts";
import { type DockPort, dockRoutes } from "./dock-routes.ts";
import { Documents, type FollowedKinds } from "./documents.ts";
import { Door, type Page } from "./door.ts";
import { floorPlan } from "./floor-plan.ts";
import { listRoutes } from "./lists.ts";
import { type AskPassport, passportRoute } from "./passport-route.ts";
import { type PhotoPort, photoRoutes } from "./photo-route.ts";
import type { Box, Pulse } from "./protocol.ts";
import { RepeatedActs } from "./repeated-acts.ts";
import { Screens } from "./screens.ts";
import type { CodesOf } from "./task-list.ts";

/** Wall milliseconds between two frames of positions (what fleet sends on a house at speed 1), and between what changed: half a second from floor to eye leaves no more. */
const tickMs = 200;
const ticksPerPulse = 6;
/** A frame of 65,535 robots; larger payloads are not frames. */
const frameBytesMax = 14 + 10 * 65_535;

export interface GatewayOptions {
  readonly site: Site;
  readonly kinds: FollowedKinds;
  readonly layout: Layout;
  /** The walls; what zones, racks and lanes cover where absent. */
  readonly bounds?: Box;
  readonly office: Office;
  readonly bus: Bus;
  readonly timers: Timers;
  readonly log: Log;
  /** Where screens are served; without one the room follows and answers all the same. */
  readonly door?: GatewayDoor;
  /** Answers `/metrics` at that door. */
  readonly metrics?: Page;
  /** Answers what was done with one thing; the room that keeps it does. */
  readonly passports?: AskPassport;
  /** Answers for stations where a person packs. */
  readonly benches?: AskBench;
  /** Says who speaks to the WMS's door and who hears it, and takes what people ask of webhooks there. */
  readonly connections?: AskConnections;
  readonly dock?: DockPort;
  /** What goods are called where they are scanned; not known where absent. */
  readonly codesOf?: CodesOf;
  readonly photos?: PhotoPort;
  /** Whether the house keeps up with its clock; nobody measures it where absent. */
  readonly pace?: () => HousePace;
  /** House seconds per wall second; screens are served by the wall's clock. */
  readonly speed: number;
}

export interface GatewayDoor {
  readonly host: "127.0.0.1";
  /** 0 lets the system choose. */
  readonly port: number;
  /** Folder of the built screens. */
  readonly webRoot: string;
}

/** Who looks in, and through which door. */
interface Served {
  readonly at: GatewayDoor;
  readonly door: Door;
  readonly screens: Screens;
}

export class Gateway implements Room<"dashboards"> {
  readonly name = "dashboards";
  readonly #options: GatewayOptions;
  readonly #documents: Documents;
  readonly #served: Served | undefined;
  readonly #commands: Commands;
  readonly #repeated: RepeatedActs;
  #house: Pulse["house"] = "starting";
  /** Newest frame that was not sent yet. */
  #frame: Uint8Array | undefined;
  #positionsAt: number | null = null;
  #tick = 0;
  #malformedFrames = 0;
  #undo: (() => void)[] = [];
  #stopped = false;

  constructor(options: GatewayOptions) {
    this.#options = options;
    const { site, office, timers, speed, door } = options;
    this.#documents = new Documents(site);
    this.#commands = new Commands({ office, timers, speed });
    this.#repeated = new RepeatedActs({ timers, speed });
    this.#served = door && this.#serve(door);
  }

  #serve(at: GatewayDoor): Served {
    const { site, layout, office, timers, speed, log, bounds } = this.#options;
    const plan = floorPlan(site, layout, bounds);
    const door = new Door({
      webRoot: at.webRoot,
      floor: JSON.stringify(plan),
      metrics: this.#options.metrics,
      health: () => ({ ...this.#pulse(), screens: screens.count }),
      routes: (app) => {
        actRoutes(app, {
          office,
          commands: this.#commands,
          documents: this.#documents,
          repeated: this.#repeated,
        });
        if (this.#options.dock) dockRoutes(app, this.#options.dock);
        if (this.#options.photos) photoRoutes(app, this.#options.photos);
        if (this.#options.passports) passportRoute(app, site.client, this.#options.passports);
        if (this.#options.benches) benchRoute(app, this.#options.benches);
        const { connections } = this.#options;
        if (connections) connectionRoutes(app, connections);
        const pointOf = (place: string) => layout.stations.get(place as never);
        const { codesOf } = this.#options;
        const now = () => office.now();
        listRoutes(app, { documents: this.#documents, connections, pointOf, codesOf, now, speed });
      },
    });
    const screens: Screens = new Screens({
      server: door.app.server,
      allowed: (request) => door.allowsUpgrade(request),
      floor: plan.identity,
      documents: this.#documents,
      details: new Details(this.#documents, layout, plan),
      commands: this.#commands,
      pulse: () => this.#pulse(),
      elapsedMs: () => timers.now() / speed,
      log,
    });
    return { at, door, screens };
  }

  /** Opens the door, where there is one; the page can be looked at while the house is still starting, and says so. */
  async start(): Promise<{ readonly port: number; readonly url: string } | undefined> {
    const { bus, timers, site, speed, log } = this.#options;
    const served = this.#served;
    if (!served) return undefined;
    const { host } = served.at;
    const port = await served.door.listen(host, served.at.port);
    this.#undo = [
      bus.subscribe(filterOf("positions", SiteId(site.site)), ({ payload }) => this.#hearPositions(payload)),
      every(timers, tickMs * speed, () => this.#beat(served.screens)),
    ];
    log.info("gateway.listening", { host, port });
    return { port, url: `http://${host}:${port}/` };
  }

  async restore(read: Restore): Promise<void> {
    await this.#repeated.restore(read);
    for (const kind of Object.values(this.#options.kinds))
      for (const { id, body } of await read.documents<object>(kind))
        this.#documents.take(kind.name, id, body);
  }

  kept(): Iterable<Kept> {
    return this.#repeated.kept();
  }

  begin(desk: Desk): void {
    this.#house = "running";
    this.#commands.open(desk);
  }

  /** Every durable row, in order: what the rooms decided is what the screens show. */
  committed(row: Row): void {
    for (const { kind, id, body } of row.change.documents) this.#documents.take(kind, id, body);
  }

  take(message: ToDashboards, desk: Desk): void {
    this.#commands.take(message, desk);
  }

  fire(): void {}

  async stop(): Promise<void> {
    if (this.#stopped) return;
    this.#stopped = true;
    this.#house = "stopping";
    this.#served?.screens.sendPulse();
    for (const undo of this.#undo) undo();
    this.#commands.stop();
    this.#served?.screens.close();
    await this.#served?.door.close();
  }

  #hearPositions(payload: Uint8Array): void {
    try {
      if (payload.byteLength > frameBytesMax) throw new RangeError("frame too long");
      // Frames go on while every robot is silent: what counts is when one was last heard.
      this.#positionsAt = lastHeardAt(readPositions(payload));
      this.#frame = payload;
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      if (this.#malformedFrames++ === 0)
        this.#options.log.warn("positions.malformed", { bytes: payload.byteLength });
    }
  }

  /** Who keeps up is asked before anything is sent; positions leave first, since they are dropped for a screen with something on its way. */
  #beat(screens: Screens): void {
    this.#tick++;
    const ready = screens.ready();
    if (this.#frame) screens.sendPositions(this.#frame);
    this.#frame = undefined;
    this.#documents.refresh(this.#options.office.now());
    for (const view of Object.values(this.#documents.views)) view.seal();
    screens.sendChanges(ready);
    if (this.#tick % ticksPerPulse === 0) screens.sendPulse();
  }

  #pulse(): Pulse {
    const { views } = this.#documents;
    return {
      now: this.#options.office.now(),
      speed: this.#options.speed,
      house: this.#house,
      broker: this.#options.bus.state,
      positionsAt: this.#positionsAt,
      pace: this.#options.pace?.() ?? null,
      sequences: {
        floor: views.floor.sequence,
        orders: views.orders.sequence,
        alarms: views.alarms.sequence,
        climate: views.climate.sequence,
      },
    };
  }
}
