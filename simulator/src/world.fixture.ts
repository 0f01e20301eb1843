/** A small world and, for its other side, a house of a few lines: it answers, moves goods by hand instead of by robot, and tells what left. */

import type { Confirmation } from "@floorplane/contracts/confirmation.schema";
import { parseReads } from "@floorplane/contracts/devices.schema";
import { decodeEpc } from "@floorplane/contracts/epc";
import type { HttpRequest, HttpResponse } from "@floorplane/contracts/http";
import { type DeviceId, SiteId, Sku } from "@floorplane/contracts/ids";
import { ssccOf } from "@floorplane/contracts/labels";
import { topics } from "@floorplane/contracts/topics";
import { minuteMs } from "@floorplane/contracts/units";
import type { OrderRequest } from "@floorplane/contracts/wms.schema";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { footprintOf } from "@floorplane/layout/footprint";
import { generateSite } from "@floorplane/layout/generate-site";
import { layoutFromLif } from "@floorplane/layout/layout";
import { MemoryBroker } from "@floorplane/runtime/bus/memory-bus";
import { VirtualClock } from "@floorplane/runtime/clock/virtual-clock";
import { silentLog } from "@floorplane/runtime/log";
import { seededRandom } from "@floorplane/runtime/random";
import { Webhook } from "standardwebhooks";
import { catalogueOf } from "./goods/catalogue.ts";
import { openingLot } from "./goods/slotting.ts";
import type { DemandItem, WmsRequest } from "./orders/demand.ts";
import { World } from "./world.ts";
import type { WorldFile } from "./world-file.ts";
import type { WorldOptions } from "./world-options.ts";

export const start = Date.UTC(2026, 4, 4, 8);
const secret = `whsec_${Buffer.from("a secret of at least 24 bytes").toString("base64")}`;
const plan = generateSite({ siteId: "test", faces: 64, robots: 2 });
const layout = layoutFromLif(plan.lif, {
  vehicleType: plan.site.vehicle.type,
  footprint: footprintOf(plan.site.vehicle),
  stations: plan.site.stations,
});
const faces = plan.locations.filter(({ kind }) => kind === "face").slice(0, 10);
const demandItems: DemandItem[] = [
  ...faces.map(
    (_, index): DemandItem => ({ sku: Sku(String(10_000 + index)), name: "THING", kind: "goods" }),
  ),
  { sku: Sku("POST"), name: "POSTAGE", kind: "service" },
];
export const faceOf = (sku: string): string => faces[Number(sku) - 10_000]!.location;

export const anOrder = (
  order: string,
  minutes: number,
  units: Readonly<Record<string, number>>,
): WmsRequest => ({
  kind: "order",
  at: start + minutes * minuteMs,
  body: {
    order,
    country: "France",
    lines: Object.entries(units).map(([sku, quantity], index) => ({
      line: String(index + 1),
      sku,
      quantity,
    })),
  },
});

/** What outlives a world: the clock, the broker and the house. */
export class SmallHouse {
  readonly clock = new VirtualClock(start);
  readonly broker = new MemoryBroker(this.clock);
  /** What the house says of an order's parcel, each time it speaks of it; once and rightly where nothing stands here. */
  readonly tells = new Map<string, readonly Readonly<Record<string, number>>[]>();
  /** Units packed instead of those asked for, by order. */
  readonly mistakes = new Map<string, Readonly<Record<string, number>>>();
  readonly posts: string[] = [];
  world: World | undefined;
  isDown = false;
  /** Between an order and its tote at the bench. */
  packsAfterMs = minuteMs;
  readonly #answers = new Map<string, number>();
  readonly #orderOf = new Map<string, OrderRequest>();
  readonly #told = new Set<string>();
  readonly #webhook = new Webhook(secret);
  #totes = 0;

  constructor() {
    const bus = this.broker.connect({ clientId: "house" });
    const portal = plan.site.devices.find(({ kind }) => kind === "portal")!.device as DeviceId;
    bus.subscribe(topics.reads(SiteId("test"), portal).text, ({ payload }) => {
      for (const { epc } of parseReads.bytes(payload).reads) {
        const decoded = decodeEpc(epc);
        if (decoded.scheme === "sscc" && !this.isDown) this.#left(decoded.sscc);
      }
    });
  }

  enter(
    requests: readonly WmsRequest[],
    file?: WorldFile,
    options: WorldOptions["options"] = { wrongBins: 0 },
  ): World {
    const world = new World({
      site: plan.site,
      layout,
      locations: plan.locations,
      items: catalogueOf(demandItems, 1),
      opening: faces.map(({ location }, index) => ({
        location,
        sku: String(10_000 + index),
        lot: openingLot,
        units: 50,
      })),
      demand: { items: demandItems, requests },
      timers: this.clock,
      random: seededRandom(1),
      connector: this.broker,
      http: { send: (request, answered) => this.#answer(request, answered) },
      houseUrl: "http://house",
      headersOf: () => ({}),
      webhookSecret: secret,
      log: silentLog,
      options,
      ...(file ? { file } : {}),
    });
    this.world = world;
    world.start();
    return world;
  }

  pass(minutes: number): void {
    this.clock.run(() => false, this.clock.now() + minutes * minuteMs);
  }

  #answer(request: HttpRequest, answered: (response: HttpResponse) => void): void {
    const key = request.headers["idempotency-key"]!;
    const respond = (status: number) =>
      this.clock.at(this.clock.now() + 5, () => answered({ status, headers: {}, body: new Uint8Array() }));
    if (this.isDown) {
      respond(0);
      return;
    }
    this.posts.push(key);
    const known = this.#answers.get(key);
    if (known !== undefined) {
      respond(known);
      return;
    }
    const body = JSON.parse(new TextDecoder().decode(request.body)) as OrderRequest;
    const isOrder = new URL(request.url).pathname === wmsPaths.orders;
    const status = isOrder && body.lines.every(({ sku }) => sku === "POST") ? 422 : 201;
    this.#answers.set(key, status);
    respond(status);
    if (isOrder && status === 201)
      this.clock.at(this.clock.now() + this.packsAfterMs, () => this.#pack(body));
  }

  /** Hands of the test: takes what is asked for off the shelves and gives it to the first bench. */
  #pack(order: OrderRequest): void {
    const world = this.world!;
    const number = ++this.#totes;
    const tote = `T${number}`;
    world.shelves.openTote(tote);
    const wanted =
      this.mistakes.get(order.order) ??
      Object.fromEntries(order.lines.map(({ sku, quantity }) => [sku, quantity]));
    for (const [sku, quantity] of Object.entries(wanted))
      if (sku !== "POST") world.shelves.take({ location: faceOf(sku), sku, lot: undefined, quantity, tote });
    const bench = plan.site.devices.find(({ kind }) => kind === "station")!;
    const sscc = ssccOf(number);
    this.#orderOf.set(sscc, order);
    world.stations.get(bench.station!)!.offer(tote);
    const units = world.shelves.unitsIn(tote);
    world
      .store(bench.device)!
      .onWrite("Command.Job", JSON.stringify({ job: `J-${number}`, tote, lines: 1, units, sscc }));
  }

  #left(sscc: string): void {
    const order = this.#orderOf.get(sscc);
    if (!order || this.#told.has(sscc)) return;
    this.#told.add(sscc);
    const lines = order.lines.filter(({ sku }) => sku !== "POST");
    const { contents } = this.world!.portal.dock.find((parcel) => parcel.sscc === sscc)!;
    for (const [index, units] of (this.tells.get(order.order) ?? [Object.fromEntries(contents)]).entries())
      this.tell(`MSG-${sscc}-parcel-${index}`, "parcel.shipped", {
        order: order.order,
        lines: Object.entries(units).map(([sku, quantity]) => ({ sku, quantity })),
        parcels: [{ sscc }],
      });
    this.tell(`MSG-${sscc}`, "order.shipped", { order: order.order, lines, parcels: [{ sscc }] });
  }

  tell(id: string, type: Confirmation["type"], data: Confirmation["data"]): void {
    const now = this.clock.now();
    const text = JSON.stringify({ type, timestamp: new Date(now).toISOString(), data });
    const headers = {
      "webhook-id": id,
      "webhook-timestamp": String(Math.floor(now / 1_000)),
      "webhook-signature": this.#webhook.sign(id, new Date(now), text),
    };
    const body = new TextEncoder().encode(text);
    this.world!.webhooks.handle({ method: "POST", url: "/", headers, body }, () => {});
  }
}
