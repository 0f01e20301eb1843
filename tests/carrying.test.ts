/**
 * Pick here, drop there, on a whole floor: transports that somebody asks for, withdraws and sends elsewhere, at a warehouse that ships orders meanwhile and at a site that keeps nothing. The
 * house ends every so many rows and comes back. Every transport ends once, no load is twice or lost by the world's own record, and nobody meets.
 */
import { type DayPlan, planDay } from "@floorplane/app/day/plan-day";
import { loadSite } from "@floorplane/app/site/site-files";
import { minuteMs, secondMs } from "@floorplane/contracts/units";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { generateSite } from "@floorplane/layout/generate-site";
import { type Random, seededRandom } from "@floorplane/runtime/random";
import { worldResults } from "@floorplane/simulator/world-results";
import { describe, expect, it } from "vitest";
import { MortalFloor, PlantedBug } from "./mortal-floor.ts";

const startAt = Date.UTC(2026, 4, 4, 8);
const kinds = ["pallet", "tray", "shelf"];
const loadCount = 10;

interface Shown {
  readonly transport: string;
  readonly state: string;
  readonly endedAt: string | null;
  readonly why?: string;
  readonly stops: readonly {
    readonly action: string;
    readonly load: string;
    readonly station: string | null;
  }[];
}

/** Somebody without orders: asks for transports of ten loads, and changes his mind. */
class Asker {
  readonly asked: string[] = [];
  #open = 0;
  readonly #floor: MortalFloor;
  readonly #random: Random;
  readonly #places: readonly string[];
  /** Where each load stood at first, and who is to move it last. */
  readonly #loads: {
    readonly load: string;
    readonly loadType: string;
    readonly from: string;
    last?: string;
  }[];

  constructor(floor: MortalFloor, random: Random, places: readonly string[]) {
    this.#floor = floor;
    this.#random = random;
    this.#places = places;
    this.#loads = Array.from({ length: loadCount }, (_, index) => ({
      load: `P-${index}`,
      loadType: kinds[index % kinds.length]!,
      from: places[index]!,
    }));
    for (const { load, loadType, from } of this.#loads) floor.world.loads.bring(from, { load, loadType });
  }

  get isAnswered(): boolean {
    return this.#open === 0;
  }

  /** So many, a while apart. */
  begin(count: number): void {
    const { clock } = this.#floor;
    for (let n = 1; n <= count; n++) clock.at(clock.now() + n * 20 * secondMs, () => this.#ask(`MOVE/${n}`));
  }

  #ask(transport: string): void {
    const random = this.#random.split(transport);
    const moved = this.#loads[random.below(loadCount)]!;
    const { load, loadType, from, last } = moved;
    const elsewhere = this.#places.filter((place) => place !== from);
    const aPlace = (): string => elsewhere[random.below(elsewhere.length)]!;
    const drop = { action: "drop", stations: [...new Set([aPlace(), aPlace()])] };
    const more = {
      ...(random.chance(0.2) ? { sequence: "S" } : {}),
      ...(random.chance(0.2) ? { priority: "urgent" } : {}),
      ...(random.chance(0.1) ? { dispensable: true } : {}),
    };
    const isChanged = random.chance(0.3);
    const isWithdrawn = random.chance(0.2);
    const [changedIn, withdrawnIn] = [random.below(120), random.below(120)];
    const stations = [aPlace()];
    const backTo = random.chance(0.5) ? { stations: [aPlace()] } : {};
    const send = (key: string, stop: object, after: object): void =>
      this.#send(
        wmsPaths.transports,
        key,
        { transport, stops: [stop, drop], ...more, ...after },
        (status, { field }) => {
          const pick = { action: "pick", load, loadType };
          // What came before it was not done: it goes on from where the house set the load down, or from where it stood at first.
          if (status === 409 && field === "after[0]") send(`${key}.alone`, pick, {});
          else if (status === 422 && field === "stops[0].load")
            send(`${key}.first`, { ...pick, stations: [from] }, {});
          else expect([status, field]).toEqual([201, undefined]);
        },
      );
    const pick = { action: "pick", load, loadType };
    if (last === undefined) send(transport, { ...pick, stations: [from] }, {});
    else send(transport, pick, { after: [last] });
    moved.last = transport;
    this.asked.push(transport);
    const { clock } = this.#floor;
    const may = (status: number): void => expect([200, 202, 404, 409]).toContain(status);
    if (isWithdrawn)
      clock.at(clock.now() + withdrawnIn * secondMs, () =>
        this.#send(wmsPaths.transportWithdrawal(transport), `w.${transport}`, backTo, may),
      );
    if (isChanged)
      clock.at(clock.now() + changedIn * secondMs, () =>
        this.#send(wmsPaths.transportTarget(transport), `t.${transport}`, { stations }, may),
      );
  }

  #send(
    path: string,
    key: string,
    body: object,
    answered: (status: number, body: Record<string, unknown>) => void,
  ): void {
    this.#open++;
    this.#floor.ask({ method: "POST", path, key, body }, (status, said) => {
      this.#open--;
      answered(status, said);
    });
  }
}

/** Asked for again and again until all have ended. */
class Watcher {
  shown: readonly Shown[] = [];
  readonly #floor: MortalFloor;

  constructor(floor: MortalFloor) {
    this.#floor = floor;
    this.#look();
  }

  get allEnded(): boolean {
    return this.shown.length > 0 && this.shown.every(({ endedAt }) => endedAt !== null);
  }

  #look(): void {
    const { clock } = this.#floor;
    clock.at(clock.now() + minuteMs, () =>
      this.#floor.ask(
        { method: "GET", path: `${wmsPaths.transports}?perPage=500`, key: "look" },
        (_status, body) => {
          this.shown = body.transports as Shown[];
          this.#look();
        },
      ),
    );
  }
}

/** A floor with robots and stations, and neither bins nor benches. */
function aFleetAlone(): DayPlan {
  const drawn = generateSite({ siteId: "alone", faces: 40, robots: 4 });
  const { site, lif } = drawn;
  const kept = new Set(["parking", "charging"]);
  const alone = {
    ...site,
    stations: site.stations.filter(({ kind }) => kept.has(kind)),
    devices: [],
    zones: [],
  };
  const loaded = loadSite({ site: alone, lif, locations: [] });
  const demand = { items: [], requests: [] };
  const bounds = { x: 0, y: 0, width: 1, height: 1 };
  return { demand, items: [], opening: [], site: loaded, bounds };
}

async function carried(plan: DayPlan, seed: number, every: number) {
  let rows = 0;
  const floor = new MortalFloor(plan, seed, () => ++rows % every === 0, { startAt });
  const places = [...plan.site.layout.stations.values()]
    .filter(({ kind, nodes }) => kind !== "parking" && kind !== "charging" && nodes.length > 0)
    .map(({ id }) => id as string);
  const asker = new Asker(
    floor,
    seededRandom(seed),
    places.filter((_, index) => index % 3 === 0),
  );
  const watcher = new Watcher(floor);
  asker.begin(30);

  const isDone = await floor.run(() => asker.asked.length > 20 && asker.isAnswered && watcher.allEnded);

  for (const { cause } of floor.ends) if (!(cause instanceof PlantedBug)) throw cause;
  return { floor, asker, watcher, isDone };
}

function judge({ floor, asker, watcher, isDone }: Awaited<ReturnType<typeof carried>>): void {
  expect(watcher.shown.filter(({ endedAt }) => endedAt === null)).toEqual([]);
  expect(isDone).toBe(true);
  expect(watcher.shown.map(({ transport }) => transport).sort()).toEqual([...asker.asked].sort());
  const loads = floor.world.loads.all();
  expect(loads.map(({ load }) => load)).toEqual(
    Array.from({ length: loadCount }, (_, index) => `P-${index}`),
  );
  expect(loads.filter(({ station }) => station === null)).toEqual([]);
  // What the house says of where each load was set down last is where it stands.
  const said = new Map<string, string>();
  for (const { stops } of [...watcher.shown].sort((a, b) => (a.endedAt! < b.endedAt! ? -1 : 1)))
    for (const { action, load, station } of stops)
      if (action === "drop" && station !== null) said.set(load, station);
  for (const [load, station] of said)
    expect([load, loads.find((one) => one.load === load)!.station]).toEqual([load, station]);
  expect(floor.world.judge.collisions.count).toBe(0);
  expect(floor.ends.length).toBeGreaterThan(3);
}

describe("pick here, drop there", () => {
  it.each([1, 2, 3])("at a site that keeps nothing, through restarts (seed %i)", async (seed) => {
    const run = await carried(aFleetAlone(), seed, 61);

    judge(run);
    expect(run.watcher.shown.filter(({ state }) => state === "done").length).toBeGreaterThan(10);
    expect(await run.floor.differences()).toEqual([]);
  });

  it.each([1, 2])("beside orders, through restarts (seed %i)", async (seed) => {
    const day = { seed, robots: 6, rate: 1, tight: false, startAt, profile: "b2c", perDay: 60 } as const;
    const drawn = planDay({ ...day, within: 0.5 });
    const first = drawn.demand.requests[0]!.at;
    const requests = drawn.demand.requests.map((request) => ({
      ...request,
      at: startAt + request.at - first,
    }));
    const plan = { ...drawn, demand: { items: drawn.demand.items, requests } };

    const run = await carried(plan, seed, 211);

    judge(run);
    const { orders, units } = worldResults(run.floor.world);
    expect(orders).toMatchObject({ received: requests.length, open: 0, rejected: 0 });
    expect(units).toMatchObject({ wrong: 0, lacking: 0, short: 0, conserved: true });
    expect(await run.floor.differences()).toEqual([]);
  });
});
