/**
 * Orders that nobody sent, taken in by a house in memory that is thrown away: what a process compiles under its first orders, and learns of their shapes, it has compiled then. Nothing of it comes near the
 * ledger, the bus or the metrics of the house that is about to open.
 */
import { createHash } from "node:crypto";
import type { HttpRequest } from "@floorplane/contracts/http";
import { itemGtin } from "@floorplane/contracts/labels";
import { allScopes } from "@floorplane/contracts/programs.schema";
import type { LocationRow, Site } from "@floorplane/contracts/site";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { MemoryBroker } from "@floorplane/runtime/bus/memory-bus";
import { VirtualClock } from "@floorplane/runtime/clock/virtual-clock";
import { House } from "@floorplane/runtime/house";
import { MemoryLedger } from "@floorplane/runtime/ledger/memory-ledger";
import { silentLog } from "@floorplane/runtime/log";
import type { Room } from "@floorplane/runtime/room";
import { readAhead } from "./intake/http/read-ahead.ts";
import { WmsBridge } from "./wms-bridge.ts";

/** Enough for the compiler to have seen each way some thousand times, in less than a second of a slow machine. */
const ordersMax = 400;
/** A start waits no longer for it, ms of the wall. */
const msMax = 1_000;
/** As many as come over from the shell together when they come quickly. */
const togetherMax = 8;
const linesPerOrder = 22;
const skus = 60;
/** Between those that come together, ms: those before have asked for stock meanwhile. */
const pauseMs = 100;

const token = "a-rehearsal-has-no-secrets";
const hearer = { name: "REHEARSAL", url: "http://rehearsal.invalid", secret: `whsec_${btoa(token)}` };

/** Answers how many were taken in. `now`: ms of the wall, from whenever. */
export async function rehearseIntake(given: Site, now: () => number, orders = ordersMax): Promise<number> {
  const site: Site = { ...given, robots: [], devices: [], printers: [] };
  const clock = new VirtualClock(Date.UTC(2026, 0, 5, 10));
  const bus = new MemoryBroker(clock).connect({ clientId: "rehearsal" });
  const house = new House({ ledger: new MemoryLedger({ keepRows: false }), timers: clock, bus });
  const bridge = new WmsBridge({
    site,
    locations: faces,
    office: house.office("wms-bridge"),
    bus,
    log: silentLog,
    webhooks: [hearer],
    handhelds: [],
    programs: [{ program: "rehearsal", name: "rehearsal", clients: [site.client], scopes: allScopes, token }],
    drawSecret: () => token,
    secretFor: (name) => createHash("sha256").update(name).digest("base64"),
    http: { send: (_request, answered) => answered({ status: 204, headers: {}, body: new Uint8Array() }) },
  });
  house.moveIn(bridge);
  for (const name of ["fleet", "sensors"] as const) house.moveIn(deaf(name));
  await house.start();
  let taken = 0;
  const ask = (method: "POST", url: string, key: string, said: object): void => {
    const body = new TextEncoder().encode(JSON.stringify(said));
    const ahead = readAhead(method, url, body);
    const request: HttpRequest = { method, url, headers: headersWith(key), body, peer: "127.0.0.1" };
    bridge.door.handle(request, ({ status }) => (taken += status === 201 ? 1 : 0), ahead);
  };
  try {
    ask("POST", wmsPaths.items, "items", { items });
    ask("POST", wmsPaths.openingStock, "opening", { rows: opening });
    const until = now() + msMax;
    for (let order = 0; order < orders && now() < until; order += togetherMax) {
      bridge.door.together?.(() => {
        for (let n = order; n < order + togetherMax; n++)
          ask("POST", wmsPaths.orders, `order-${n}`, orderOf(n));
      });
      clock.run(() => false, clock.now() + pauseMs);
    }
    return taken;
  } finally {
    await house.stop();
  }
}

/** What is asked of the floor nobody does. */
const deaf = (name: "fleet" | "sensors"): Room => ({
  name,
  restore: async () => {},
  begin: () => {},
  take: () => {},
  fire: () => {},
});

/** Bodies of orders, as a WMS sends them. */
const orderOf = (n: number): object => ({
  order: `REHEARSAL-${n}`,
  country: countries[n % countries.length],
  lines: Array.from({ length: 1 + (n % linesPerOrder) * 2 }, (_, line) => ({
    line: String(line + 1),
    sku: skuOf((n * 7 + line) % skus),
    quantity: 1 + (line % 5),
  })),
});

const countries = ["United Kingdom", "FR", "Germany", "ESP"];
const skuOf = (n: number): string => `R${n}`;

const faces: readonly LocationRow[] = Array.from({ length: skus }, (_, n) => ({
  location: `P${n}`,
  kind: "face",
  litres: 100_000,
  kilograms: 100_000,
  zone: "Z1",
}));

const items = Array.from({ length: skus }, (_, n) => ({
  sku: skuOf(n),
  kind: "goods",
  name: `item ${n}`,
  gtin: itemGtin(n, 0),
  litres: 0.5,
  kilograms: 0.2,
  class: "A",
}));

const opening = Array.from({ length: skus }, (_, n) => ({
  location: `P${n}`,
  sku: skuOf(n),
  lot: "L1",
  units: 10_000,
}));

const headersWith = (key: string): Readonly<Record<string, string>> => ({
  authorization: `Bearer ${token}`,
  "content-type": "application/json",
  "idempotency-key": key,
});
