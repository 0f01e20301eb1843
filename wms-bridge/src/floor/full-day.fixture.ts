/** A day on which features meet, as far as it has come: what was asked of the house for its two clients, how it answered, and the dice. */
import { OrderId } from "@floorplane/contracts/ids";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { type Random, seededRandom } from "@floorplane/runtime/random";
import type { Floor } from "./floor.fixture.ts";
import { type Client, clients, named, nameOf } from "./full-floor.fixture.ts";
import { type Act, screensOf } from "./screens.fixture.ts";
import { add, type Units } from "./world.fixture.ts";

export interface Asked {
  readonly client: Client;
  readonly number: string;
  readonly transferTo?: string;
}
interface Numbered {
  readonly client: Client;
  readonly number: string;
}
export type Deeds = readonly (readonly [weight: number, deed: (day: FullDay) => void])[];

export class FullDay {
  readonly floor: Floor;
  readonly random: Random;
  readonly orders: Asked[] = [];
  /** Units that came in by what was asked of the door, by what the floor calls the goods. */
  readonly cameIn: Units = new Map();
  /** How often the house said what to which deed: a day on which all is refused shows nothing. */
  readonly said = new Map<string, number>();
  readonly holds: Numbered[] = [];
  readonly announced: (Numbered & { readonly sku: string; readonly units: number })[] = [];
  readonly counts: Numbered[] = [];
  /** A restart is most telling right after a hold. */
  hasHeld = false;
  numbers = 0;
  #screens!: ReturnType<typeof screensOf>;

  constructor(floor: Floor, seed: number) {
    this.floor = floor;
    this.random = seededRandom(`full day ${seed}`);
    this.#screens = screensOf(floor);
  }

  /** Sometimes twice in a row. */
  async restart(): Promise<void> {
    for (let times = this.random.chance(0.25) ? 2 : 1; times > 0; times--) await this.floor.reopen();
    this.#screens = screensOf(this.floor);
  }

  doOne(deeds: Deeds): void {
    let left = this.random.below(deeds.reduce((sum, [weight]) => sum + weight, 0));
    for (const [weight, deed] of deeds) {
      left -= weight;
      if (left < 0) {
        deed(this);
        return;
      }
    }
  }

  act = (act: Act): string => this.#screens(act)?.type ?? "nothing";
  client = (): Client => this.one(clients);
  anyOrder = (): Asked | undefined => this.one(this.random.chance(0.7) ? this.orders.slice(-8) : this.orders);

  one<T>(list: readonly T[]): T {
    return list[this.random.below(Math.max(1, list.length))]!;
  }

  some<T>(list: readonly T[], max: number): T[] {
    const some = new Set<T>();
    if (list.length > 0) for (let n = 1 + this.random.below(max); n > 0; n--) some.add(this.one(list));
    return [...some];
  }

  receive(
    client: Client,
    sku: string,
    units: number,
    location: string,
    lot = "L1",
    receipt = `D${++this.numbers}`,
  ): void {
    const rows = [{ location, sku, lot, units }];
    if (this.post("receipt", wmsPaths.openingStock, { receipt, rows, ...named(client) }) !== 200) return;
    const bin = this.floor.bins.get(location) ?? new Map<string, number>();
    this.floor.bins.set(location, bin);
    add(bin, nameOf(client, sku), units);
    add(this.cameIn, nameOf(client, sku), units);
  }

  say(deed: string, path: string, client: Client): number {
    return this.post(deed, path, named(client));
  }

  post(deed: string, path: string, body: object): number {
    const { status, body: answer } = this.floor.post(path, body);
    this.note(deed, status < 300 ? status : `${status} ${answer.code}`);
    return status;
  }

  note(deed: string, answer: string | number): void {
    const key = `${deed}: ${answer}`;
    this.said.set(key, (this.said.get(key) ?? 0) + 1);
  }
}

export const idOf = (client: Client, number: string): OrderId => OrderId(nameOf(client, number));
