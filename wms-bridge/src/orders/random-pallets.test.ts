/**
 * Days at a dock by chance: parcels put on pallets and taken off, pallets closed, broken up and carried out, readers that miss and double, orders cancelled, and the house rebuilt in between. What went out is what the
 * WMS was told, each parcel once, within the minute where a reader saw it, else when somebody was asked; and what is told to have left on a pallet went out on it.
 */
import { DeviceId } from "@floorplane/contracts/ids";
import { secondMs } from "@floorplane/contracts/units";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { expect, it } from "vitest";
import { Floor } from "../floor/floor.fixture.ts";

const skus = ["A", "B", "C", "D"];
const toldWithinMs = 60 * secondMs;

interface Pallet {
  readonly sscc: string;
  readonly state: string;
  readonly parcels: string[];
  readonly apart?: string[];
}

/** The dock as it really is, and the people at it. */
class Dock {
  readonly floor: Floor;
  /** When each went out of the gate; of those that a reader saw, or their closed pallet's tag, when. */
  readonly gone = new Map<string, number>();
  readonly seenAt = new Map<string, number>();
  /** What really stood on a pallet when that went out. */
  readonly goneOn = new Map<string, string>();
  readonly pallets = new Set<string>();
  readonly outside = new Set<string>();
  acts = 0;

  constructor(floor: Floor) {
    this.floor = floor;
  }

  packed(): string[] {
    const { parcels } = this.floor.get(`${wmsPaths.parcels}?state=packed&perPage=500`).body;
    return (parcels as { sscc: string }[]).map(({ sscc }) => sscc).filter((sscc) => !this.gone.has(sscc));
  }

  all(query = ""): Pallet[] {
    return this.floor.get(`${wmsPaths.pallets}?perPage=500${query}`).body.pallets as unknown as Pallet[];
  }

  get(sscc: string): Pallet {
    return this.floor.get(wmsPaths.pallet(sscc)).body as unknown as Pallet;
  }

  under(parcel: string): string | undefined {
    return this.all(`&parcel=${parcel}&state=open,closed,asked`)[0]?.sscc;
  }

  read(sscc: string): void {
    const { floor } = this;
    for (let times = 1 + floor.random.below(2); times > 0; times--)
      floor.house.office("fleet").act({ type: "seen" }, (desk) => {
        desk.send("wms-bridge", { type: "parcel.seen", portal: DeviceId("PORTAL1"), sscc });
      });
  }

  /** Through the gate, by itself; mostly it is read. */
  parcelOut(sscc: string): void {
    this.#goes(sscc);
    if (!this.floor.random.chance(0.85)) return;
    this.read(sscc);
    this.#saw(sscc);
  }

  /** With all that stands on it; its own tag is mostly read, and some of those on it, in any order. */
  palletOut(sscc: string): void {
    const { random } = this.floor;
    const { parcels, state } = this.get(sscc);
    const onIt = parcels.filter((one) => !this.gone.has(one));
    this.outside.add(sscc);
    const tags = [...onIt.filter(() => random.chance(0.3)), ...(random.chance(0.85) ? [sscc] : [])];
    for (const parcel of onIt) {
      this.#goes(parcel);
      this.goneOn.set(parcel, sscc);
    }
    for (const tag of tags.sort(() => random.next() - 0.5)) {
      this.read(tag);
      if (tag !== sscc) this.#saw(tag);
      else if (state === "closed") for (const parcel of onIt) this.#saw(parcel);
      if (random.chance(0.3)) this.floor.run(random.below(8));
    }
  }

  /** Somebody answers what is asked about pallets and parcels, as it is. */
  answer(): void {
    const { floor } = this;
    for (const { sscc, state, apart = [] } of this.all("&state=asked,closed")) {
      const isAsked = state === "asked" || apart.length > 0;
      if (!isAsked || floor.random.chance(0.5)) continue;
      floor.post(this.outside.has(sscc) ? wmsPaths.palletDeparture(sscc) : wmsPaths.palletStay(sscc), {});
    }
    const { manifests } = floor.get("/v1/manifests?open=false&perPage=500").body;
    for (const { unread } of manifests as { unread: string[] }[])
      for (const sscc of unread) {
        const isPallet = this.pallets.has(sscc);
        const isOut = isPallet ? this.outside.has(sscc) : this.gone.has(sscc);
        const paths = isPallet
          ? ([wmsPaths.palletDeparture(sscc), wmsPaths.palletStay(sscc)] as const)
          : ([wmsPaths.departure(sscc), `${wmsPaths.parcels}/${sscc}/stay`] as const);
        // One that went out open is closed by whoever is asked of it.
        if (isPallet && isOut) floor.post(wmsPaths.palletClosing(sscc), { incomplete: true });
        floor.post(paths[isOut ? 0 : 1], {});
      }
  }

  #goes(sscc: string): void {
    if (!this.gone.has(sscc)) this.gone.set(sscc, this.floor.clock.now());
  }

  #saw(sscc: string): void {
    if (!this.seenAt.has(sscc)) this.seenAt.set(sscc, this.floor.clock.now());
  }
}

/** One thing that somebody does. What the house refuses is refused. */
function act(dock: Dock, orders: readonly string[]): void {
  const { floor } = dock;
  const { random } = floor;
  const one = <T>(list: readonly T[]): T | undefined => list[random.below(Math.max(1, list.length))];
  const packed = dock.packed();
  const inside = dock.all("&state=open,closed,asked").filter(({ sscc }) => !dock.outside.has(sscc));
  const pallet = one(inside);
  const open = one(inside.filter(({ state }) => state === "open"));
  const loose = packed.filter((sscc) => dock.under(sscc) === undefined);
  const putOn = (): void => {
    for (let times = 0; open && times < 3; times++) {
      const parcel = one(random.chance(0.8) ? loose : packed);
      if (parcel) floor.post(wmsPaths.palletParcels(open.sscc), { parcels: [parcel] });
    }
  };
  const deeds: (() => void)[] = [
    () => {
      const parcel = one(loose);
      const { body, status } = floor.post(wmsPaths.pallets, parcel ? { parcels: [parcel] } : {});
      if (status === 201) dock.pallets.add(String(body.sscc));
    },
    putOn,
    putOn,
    () => {
      const parcel = open && one(open.parcels);
      if (parcel) floor.post(wmsPaths.palletRemoval(open.sscc), { parcels: [parcel] });
    },
    () =>
      pallet &&
      floor.post(wmsPaths.palletClosing(pallet.sscc), random.chance(0.5) ? { incomplete: true } : {}),
    () => random.chance(0.2) && pallet && floor.post(wmsPaths.palletBreakUp(pallet.sscc), {}),
    () => {
      const closed = one(inside.filter(({ state }) => state === "closed"));
      if (closed) dock.palletOut(closed.sscc);
    },
    () => {
      const goes = one(inside.filter(({ state, parcels }) => state === "open" && parcels.length > 0));
      if (!goes) return;
      if (floor.post(wmsPaths.palletClosing(goes.sscc), { incomplete: true }).status === 200)
        dock.palletOut(goes.sscc);
    },
    // Somebody forgot to close it, or only drove it past the gate.
    () => {
      if (!open || open.parcels.length === 0) return;
      const chance = random.next();
      if (chance < 0.3) dock.palletOut(open.sscc);
      else if (chance < 0.5) dock.read(open.sscc);
    },
    () => {
      const alone = one(loose);
      if (alone && random.chance(0.5)) dock.parcelOut(alone);
    },
    // Taken off, carried out, and nobody said so.
    () => {
      const from = one(inside);
      const parcel = from && one(from.parcels.filter((sscc) => !dock.gone.has(sscc)));
      if (parcel && random.chance(0.3)) dock.parcelOut(parcel);
    },
    () => {
      const order = one(orders);
      if (order && random.chance(0.15)) floor.post(wmsPaths.cancellation(order), {});
    },
    () => dock.answer(),
    // A reader hears again what went out long ago.
    () => {
      const old = one([...dock.gone.keys(), ...dock.outside]);
      if (old && (dock.seenAt.has(old) || dock.get(old).state === "left")) dock.read(old);
    },
  ];
  one(deeds)!();
  dock.acts++;
}

function judge(dock: Dock): void {
  const { floor, gone, seenAt, goneOn } = dock;
  const heard = new Map(floor.confirmations.map((one) => [one.id, one]));
  const told = new Map<string, string | undefined>();
  for (const { type, data } of heard.values()) {
    if (type !== "parcel.shipped") continue;
    const [{ sscc }] = data.parcels as [{ sscc: string }];
    expect([sscc, told.has(sscc)]).toEqual([sscc, false]);
    told.set(sscc, data.pallet?.sscc);
    // Nothing is told that did not go out, and on no other pallet than it did.
    expect([sscc, gone.has(sscc)]).toEqual([sscc, true]);
    if (data.pallet) expect([sscc, data.pallet.sscc]).toEqual([sscc, goneOn.get(sscc) ?? data.pallet.sscc]);
  }
  const late = floor.clock.now() - toldWithinMs;
  const untold = [...seenAt].filter(([sscc, at]) => at <= late && !told.has(sscc));
  expect(untold).toEqual([]);
}

it.each([1, 2, 3, 4, 5, 6])("seed %i", async (seed) => {
  const floor = new Floor({
    seed,
    luck: { shortPick: 0.03, deafWebhook: 0.05 },
    settings: { waveOrders: 1 },
  });
  floor.portalBlind = true;
  await floor.open();
  floor.items(...skus);
  for (const [index, sku] of skus.entries()) floor.stock(`P0${index + 1}`, sku, 200);
  const { random } = floor;
  const dock = new Dock(floor);
  const orders: string[] = [];
  for (let n = 1; n <= 110; n++) {
    if (n % 3 === 0) {
      const wishes = [{}, { shipOn: "pallet" as const }, { consolidation: `TOUR/${random.below(4)}` }];
      const { status } = floor.order(
        `O${n}`,
        { [skus[random.below(skus.length)]!]: 1 + random.below(5) },
        { country: random.chance(0.8) ? "France" : "GB", ...wishes[random.below(3)] },
      );
      if (status === 201) orders.push(`O${n}`);
    }
    act(dock, orders);
    floor.run(1 + random.below(500));
    judge(dock);
    if (random.chance(0.25)) await floor.reopen();
  }
  // The rest goes out, every reader at its best, and whatever is asked is answered.
  for (let round = 0; round < 6; round++) {
    floor.run(5 * 3_600);
    for (let times = 0; times < 4; times++) dock.answer();
    for (const { sscc, state, parcels } of dock.all("&state=open,closed"))
      if (parcels.length === 0) floor.post(wmsPaths.palletBreakUp(sscc), {});
      else if (state === "open") floor.post(wmsPaths.palletClosing(sscc), { incomplete: true });
      else if (!dock.outside.has(sscc)) dock.palletOut(sscc);
    for (const sscc of dock.packed()) if (dock.under(sscc) === undefined) dock.parcelOut(sscc);
    judge(dock);
  }

  const heard = [...new Map(floor.confirmations.map((one) => [one.id, one])).values()];
  const told = heard.filter(({ type }) => type === "parcel.shipped");
  const left = heard.flatMap(({ type, data }) => (type === "pallet.shipped" ? data.pallet!.sscc : []));
  expect(left.length).toBeGreaterThan(2);
  expect(new Set(left).size).toBe(left.length);
  expect(told).toHaveLength(dock.gone.size);
  expect(dock.gone.size).toBeGreaterThan(20);
  for (const order of orders)
    expect([order, floor.stateOf(order)]).toEqual([order, expect.stringMatching(/^(shipped|cancelled)$/)]);
  const units = told.reduce(
    (sum, { data }) => sum + (data.lines ?? []).reduce((of, { quantity }) => of + quantity, 0),
    0,
  );
  const outside = (await floor.ledger.documents("outside")) as { body: { shipped: number } }[];
  expect(outside.reduce((sum, { body }) => sum + body.shipped, 0)).toBe(units);
  expect(floor.bridge.figures().units.conserved).toBe(true);
  expect([...floor.alarms.keys()].filter((key) => /^(pallet|parcel)/.test(key))).toEqual([]);
  expect(await floor.house.differences()).toEqual([]);
});
