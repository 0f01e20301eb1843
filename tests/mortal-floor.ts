/**
 * A house and its simulated world on one virtual clock, of which the house can be ended at any row by a bug, as a process ends: its memory, its timers and its
 * connections are gone, its ledger and the world stay. What comes back is a house built anew from the same ledger.
 */
import { type ComposedHouse, composeHouse, type HousePorts, wmsName } from "@floorplane/app/compose";
import { type DayPlan, openingTime } from "@floorplane/app/day/plan-day";
import { houseClientId, rightsOf } from "@floorplane/app/live/accounts";
import { WorkWatch } from "@floorplane/app/live/work-watch";
import { HttpExchange } from "@floorplane/app/simulate/http-exchange";
import {
  drawnFrom,
  headersOf,
  operatorHeaders,
  secretFor,
  simulatedPrograms,
} from "@floorplane/app/simulate/simulated-programs";
import type { HttpDoor, HttpResponse } from "@floorplane/contracts/http";
import { hourMs, secondMs } from "@floorplane/contracts/units";
import { MemoryBroker, type MemoryConnection } from "@floorplane/runtime/bus/memory-bus";
import type { Timers } from "@floorplane/runtime/clock/clock";
import { VirtualClock } from "@floorplane/runtime/clock/virtual-clock";
import type { BrokenStep } from "@floorplane/runtime/house";
import type { Row } from "@floorplane/runtime/ledger/ledger";
import { MemoryLedger } from "@floorplane/runtime/ledger/memory-ledger";
import { silentLog } from "@floorplane/runtime/log";
import { MemoryMachines } from "@floorplane/runtime/machine-port";
import { seededRandom } from "@floorplane/runtime/random";
import { asksForPallets } from "@floorplane/simulator/orders/on-pallets";
import type { OtherClient } from "@floorplane/simulator/wms/other-client";
import { World } from "@floorplane/simulator/world";

const houseUrl = "http://house";
const wmsUrl = "http://wms/confirmations";
const hookOf = (client: string): string => `http://${client}/confirmations`;
const webhookSecret = `whsec_${Buffer.from("a simulated day has no secrets!!").toString("base64")}`;
/** The process is away so long before it is back: more than a robot's next state, less than a silence. */
const awayMs = 7 * secondMs;
/** Whatever is open so long after the last order stays open. */
const patienceMs = 6 * hourMs;

/** Thrown on purpose: tells a planted bug from one that is there. */
export class PlantedBug extends Error {}

export class MortalFloor {
  readonly clock: VirtualClock;
  readonly world: World;
  /** What ended the house, each time. */
  readonly ends: BrokenStep[] = [];
  readonly #plan: DayPlan;
  readonly #broker: MemoryBroker;
  readonly #exchange: HttpExchange;
  readonly #machines: MemoryMachines;
  readonly #ledger = new MemoryLedger({ keepRows: false });
  readonly #work = new WorkWatch();
  readonly #seed: number;
  readonly #isAtDock: boolean;
  readonly #webhooks: HousePorts["webhooks"];
  readonly #bug: (row: Row) => boolean;
  #house!: ComposedHouse;
  #door: HttpDoor = { handle: (_request, respond) => respond(nobody) };
  /** Who waits for an answer on a socket that breaks when the process ends. */
  readonly #callers = new Set<(response: HttpResponse) => void>();
  #die = (): void => {};

  /**
   * `bug` sees every row once its step is decided and before it is written: where it answers true, the step throws. `others`: further clients of the site, which lists them. `portalMissed`: share of the labels that the
   * gate's reader never sees.
   */
  constructor(
    plan: DayPlan,
    seed: number,
    bug: (row: Row) => boolean,
    {
      others = [],
      portalMissed,
      startAt = openingTime(plan.demand),
    }: { others?: readonly OtherClient[]; portalMissed?: number; startAt?: number } = {},
  ) {
    const hasPallets = asksForPallets(plan.demand);
    this.#isAtDock = hasPallets || portalMissed !== undefined;
    this.#plan = plan;
    this.#seed = seed;
    this.#bug = bug;
    this.clock = new VirtualClock(startAt);
    this.#broker = new MemoryBroker(this.clock);
    this.#exchange = new HttpExchange(this.clock);
    this.#machines = new MemoryMachines(this.clock, (device) => this.world.store(device));
    const { site, layout, locations } = plan.site;
    this.world = new World({
      site,
      layout,
      locations,
      items: plan.items,
      opening: plan.opening,
      demand: { items: plan.demand.items, requests: plan.demand.requests },
      others,
      timers: this.clock,
      random: seededRandom(seed).split("world"),
      connector: this.#broker,
      http: this.#exchange,
      houseUrl,
      headersOf,
      webhookSecret,
      log: silentLog,
      options: {
        robot: { visualizationHz: 0 },
        ...(hasPallets ? { pallets: "built" } : {}),
        ...(portalMissed === undefined ? {} : { portalMissed }),
        hasTransport: (robot) => this.#work.hasTransport(robot),
      },
    });
    this.#exchange.listen(houseUrl, { handle: (request, respond) => this.#door.handle(request, respond) });
    this.#exchange.listen(wmsUrl, this.world.webhooks);
    for (const [client, door] of this.world.otherWebhooks) this.#exchange.listen(hookOf(client), door);
    this.#webhooks = [
      { name: wmsName, url: wmsUrl, secret: webhookSecret },
      ...others.map(({ client }) => ({
        client,
        name: `${client}/${wmsName}`,
        url: hookOf(client),
        secret: webhookSecret,
      })),
    ];
  }

  /** Until the day is done, with a house that comes back each time it ends. Answers whether the day was done. `isDone`: what else is to be over. */
  async run(isDone: () => boolean = () => true): Promise<boolean> {
    await this.#begin();
    this.world.start();
    const until = (this.#plan.demand.requests.at(-1)?.at ?? this.clock.now()) + patienceMs;
    for (let ended = 0; ; ) {
      const state = this.clock.run(() => (this.world.done() && isDone()) || this.ends.length > ended, until);
      if (this.ends.length === ended) return state === "done";
      ended = this.ends.length;
      this.#die();
      this.clock.run(() => false, this.clock.now() + awayMs);
      await this.#begin();
    }
  }

  /** Asks the house's door in the operator's name; who is answered with nothing asks again. */
  ask(
    asked: {
      readonly method: "GET" | "POST";
      readonly path: string;
      readonly key: string;
      readonly body?: object;
    },
    answered: (status: number, body: Record<string, unknown>) => void,
  ): void {
    const { method, path, key, body } = asked;
    const request = {
      method,
      url: `${houseUrl}${path}`,
      headers: { ...operatorHeaders, "idempotency-key": key },
      body: body === undefined ? new Uint8Array() : new TextEncoder().encode(JSON.stringify(body)),
    };
    const ask = (): void =>
      this.#exchange.send(request, ({ status, body: said }) => {
        if (status === 0) this.clock.at(this.clock.now() + secondMs, ask);
        else answered(status, JSON.parse(new TextDecoder().decode(said)));
      });
    ask();
  }

  /** Where memory and ledger disagree. */
  differences(): Promise<string[]> {
    return this.#house.house.differences();
  }

  /** A second house built from the ledger alone, and what its memory has otherwise than the first. */
  async restored(): Promise<ComposedHouse> {
    const { composed } = this.#compose();
    await composed.start();
    return composed;
  }

  get house(): ComposedHouse {
    return this.#house;
  }

  async #begin(): Promise<void> {
    const { composed, die } = this.#compose();
    this.#house = composed;
    this.#die = die;
    await composed.start();
  }

  #compose(): { readonly composed: ComposedHouse; readonly die: () => void } {
    let isAlive = true;
    const { clock } = this;
    const timers: Timers = {
      now: () => clock.now(),
      at: (at, run) => clock.at(at, () => isAlive && run()),
    };
    let bus: MemoryConnection | undefined;
    const composed = composeHouse({
      site: this.#plan.site,
      ledger: this.#ledger,
      timers,
      random: seededRandom(`${this.#seed}/${this.ends.length}`).split("house"),
      line: (admitted) => {
        this.#broker.admit(rightsOf(admitted, this.#plan.site.site.site));
        bus = this.#broker.connect({ clientId: houseClientId });
        return { bus };
      },
      wmsDoor: async (door) => {
        this.#door = {
          handle: (request, respond) => {
            this.#callers.add(respond);
            door.handle(request, (response) => this.#callers.delete(respond) && respond(response));
          },
        };
        return { url: houseUrl, close: async () => {} };
      },
      machines: this.#machines,
      http: {
        send: (request, answered) => this.#exchange.send(request, (answer) => isAlive && answered(answer)),
      },
      webhooks: this.#webhooks,
      programs: simulatedPrograms(this.#plan.site.site, this.#isAtDock),
      secretFor,
      drawSecret: drawnFrom(seededRandom(`${this.#seed}/${this.ends.length}/secrets`)),
      log: silentLog,
      fleet: { positionsHz: 0 },
      witness: (row) => {
        if (this.#bug(row)) throw new PlantedBug(`at row ${row.sequence}`);
        this.#work.row(row);
      },
      broke: (bug) => {
        if (isAlive) this.ends.push(bug);
      },
    });
    const die = (): void => {
      isAlive = false;
      this.#door = { handle: (_request, respond) => respond(nobody) };
      for (const respond of this.#callers) respond(nobody);
      this.#callers.clear();
      bus?.drop();
    };
    return { composed, die };
  }
}

/** As from a socket that nobody listens on. */
const nobody: HttpResponse = { status: 0, headers: {}, body: new Uint8Array() };
