/** All waves: each gathers orders of one carrier, region and cut-off, and tells whose turn it is when it goes. What going means is the orders' affair. */
import { assert } from "@floorplane/contracts/errors";
import { type ClientId, type OrderId, WaveId } from "@floorplane/contracts/ids";
import { doAsked, type MachineDue, Machines } from "@floorplane/runtime/machines";
import type { Desk } from "@floorplane/runtime/room";
import type { Counters } from "../keeping/counters.ts";
import { given } from "../keeping/owned.ts";
import type { Settings } from "../keeping/settings.ts";
import { Shelf } from "../keeping/shelf.ts";
import type { Stores } from "../keeping/stores.ts";
import { type KeptWave, waveKind } from "./wave.kind.ts";
import { type WaveEvent, waveMachine } from "./wave.machine.ts";
import { type Gathered, isGathering, type Member, readWave, type Wave, waveBody } from "./wave.ts";

export interface WithWaves {
  readonly waves: Waves;
}

export interface WavesOptions {
  /** Whose waves those are that name nobody. */
  readonly client: ClientId;
  readonly counters: Counters;
  readonly settings: Settings;
}

const machines = new Machines("wave", waveMachine);
const nobody: readonly OrderId[] = [];

export class Waves extends Shelf<WaveId, Wave, KeptWave> {
  readonly #options: WavesOptions;
  /** Those that still gather, by what they gather. */
  readonly #gathering = new Map<string, Wave>();

  constructor(stores: Stores, options: WavesOptions) {
    super(stores, {
      kind: waveKind,
      id: ({ wave }) => wave,
      body: waveBody,
      owner: { own: options.client, ids: "house" },
      read: (kept) => readWave(given(kept, options.client)),
      isOver: ({ machine, openedAt }, now) =>
        machine.value === "done" && openedAt < now - options.settings.totesKeptMs,
    });
    this.#options = options;
  }

  /** The wave that it gathers in from now on. It may be full with it: `departed` tells. */
  join(desk: Desk, { order, client, carrier, region, cutOffAt }: Member): WaveId {
    const gathered = { client, carrier, region, cutOffAt };
    const known = this.#gathering.get(keyOf(gathered));
    const wave = known && isGathering(known) ? known : this.#open(desk, gathered);
    this.write(wave).orders = [...wave.orders, order];
    this.#step(desk, wave, { type: "order.joined" });
    return wave.wave;
  }

  /** Of orders that joined or a due row that fired: those whose wave goes now. Told once. */
  departed(id: WaveId): readonly OrderId[] {
    const wave = this.get(id);
    if (wave?.machine.value !== "released" || !this.#isNamed(wave)) return nobody;
    this.#gathering.delete(keyOf(wave));
    return wave.orders;
  }

  /** A due row of a chart. No other of this room's has delays: one that is not a wave's would be nobody's. */
  fire(desk: Desk, { machine, id, event }: MachineDue): readonly OrderId[] {
    assert(machine === machines.kind, `a due row of ${machine} ${id}, whose chart has no delays`);
    const wave = this.get(WaveId(id));
    if (!wave) return nobody;
    this.#step(desk, wave, event as WaveEvent);
    return this.departed(wave.wave);
  }

  /** Before it goes; answers whether the order was in one that gathers. */
  leave(desk: Desk, id: WaveId | null, order: OrderId): boolean {
    const wave = id === null ? undefined : this.get(id);
    if (!wave || !isGathering(wave)) return false;
    this.write(wave).orders = wave.orders.filter((one) => one !== order);
    this.#step(desk, wave, { type: "order.left" });
    return true;
  }

  /** It is done when its last order is. */
  orderClosed(desk: Desk, id: WaveId | null, isOpen: (order: OrderId) => boolean): void {
    const wave = id === null ? undefined : this.get(id);
    if (wave && !isGathering(wave) && !wave.orders.some(isOpen))
      this.#step(desk, wave, { type: "orders.closed" });
  }

  protected override restored(wave: Wave): void {
    if (isGathering(wave)) this.#gathering.set(keyOf(wave), wave);
  }

  #open(desk: Desk, gathered: Gathered): Wave {
    const { counters, settings } = this.#options;
    const id = WaveId(`W${counters.next("wave")}`);
    const untilLead = gathered.cutOffAt - settings.waveLeadMs - desk.now;
    const waitMs = Math.max(0, Math.min(settings.waveWaitMs, untilLead));
    const { row: machine } = machines.begin(id, { orders: 0, full: settings.waveOrders, waitMs }, desk);
    const wave = this.add({ ...gathered, wave: id, machine, openedAt: desk.now, orders: [] });
    this.#gathering.set(keyOf(wave), wave);
    return wave;
  }

  #isNamed(wave: Wave): boolean {
    return this.#gathering.get(keyOf(wave)) === wave;
  }

  #step(desk: Desk, wave: Wave, event: WaveEvent): void {
    const { row, changed, asked } = machines.step(wave.wave, wave.machine, event, desk);
    if (changed) this.write(wave).machine = row;
    doAsked({}, asked, wave, desk);
  }
}

const keyOf = ({ client, carrier, region, cutOffAt }: Gathered): string =>
  `${client}|${carrier}|${region}|${cutOffAt}`;
