/** All transports that somebody asked for, until a month after they ended: found by their client's number, by fleet control's name, and by the load that they set down last. */
import type { ClientId, LoadId, RobotId, StationId, TransportId } from "@floorplane/contracts/ids";
import type { CarryEnding } from "@floorplane/contracts/transports.schema";
import { keyOf } from "../keeping/owned.ts";
import type { RememberedNumbers } from "../keeping/remembered-numbers.ts";
import { Shelf } from "../keeping/shelf.ts";
import type { Stores } from "../keeping/stores.ts";
import { type Carry, type CarryStop, carryKind } from "./carry.kind.ts";
import { type CarryEvent, carryChart } from "./carry.machine.ts";

export type { Carry, CarryStop } from "./carry.kind.ts";

/** Not ended, of all clients: more than a floor drives in a day. */
export const carriesOpenMax = 10_000;

export interface WithCarries {
  readonly carries: Carries;
}

export interface CarriesOptions {
  readonly client: ClientId;
  readonly numbers: RememberedNumbers;
  /** Ended ones are at hand so long, ms. */
  readonly keptMs: number;
}

/** What is known when one is asked for. */
export type AskedCarry = Omit<Carry, "state" | "robot" | "why" | "endedAt" | "ending">;

export const isOver = ({ endedAt }: Pick<Carry, "endedAt">): boolean => endedAt !== null;

export class Carries extends Shelf<string, Carry> {
  readonly #numbers: RememberedNumbers;
  readonly #byId = new Map<TransportId, Carry>();
  /** Not ended, by turn. */
  readonly #open = new Set<Carry>();
  /** Where each load was set down last, by whose it is and its number. */
  readonly #standing = new Map<string, { readonly station: StationId; readonly at: number }>();
  /** One more waits, or one less is waited for, since the last look. */
  #isUnsettled = true;

  constructor(stores: Stores, { client, numbers, keptMs }: CarriesOptions) {
    super(stores, {
      kind: carryKind,
      id: ({ transport }) => transport,
      owner: { own: client, ids: "client" },
      body: (carry) => ({ ...carry }),
      read: (kept) => ({ ...kept }),
      isOver: ({ endedAt }, now) => endedAt !== null && endedAt < now - keptMs,
      staysFindable: true,
    });
    this.#numbers = numbers;
  }

  get open(): ReadonlySet<Carry> {
    return this.#open;
  }

  of(id: TransportId): Carry | undefined {
    return this.#byId.get(id);
  }

  /** Also one that was let go of. */
  isRemembered(transport: string, client: ClientId): boolean {
    return this.#numbers.find(numberOf(transport, client)) !== undefined;
  }

  /** Where this house has set the load down last. */
  standing(client: ClientId, load: LoadId): StationId | undefined {
    return this.#standing.get(keyOf(client, load))?.station;
  }

  /** Once for each change. */
  takeUnsettled(): boolean {
    const was = this.#isUnsettled;
    this.#isUnsettled = false;
    return was;
  }

  ask(asked: AskedCarry): Carry {
    const fresh = { state: carryChart.initial, robot: null, why: null, endedAt: null, ending: null };
    const carry = this.add({ ...asked, ...fresh });
    this.#index(carry);
    this.#isUnsettled = true;
    return carry;
  }

  /** Answers whether its chart has such a way. */
  follow(carry: Carry, event: CarryEvent): boolean {
    const state = carryChart.next(carry.state, event);
    if (state === undefined) return false;
    this.write(carry).state = state;
    return true;
  }

  end(
    carry: Carry,
    event: "carry.done" | "carry.withdrawn" | "carry.failed",
    how: { readonly at: number; readonly ending: CarryEnding | null },
  ): void {
    if (!this.follow(carry, event)) return;
    const stops = carry.stops.map((stop) => ({ ...stop, asked: [] }));
    Object.assign(this.write(carry), { endedAt: how.at, ending: how.ending, why: null, stops });
    this.#open.delete(carry);
    this.#isUnsettled = true;
  }

  givenTo(carry: Carry, robot: RobotId | null): void {
    this.write(carry).robot = robot;
  }

  explain(carry: Carry, why: Carry["why"]): void {
    this.write(carry).why = why;
  }

  /** It is ended for this reason, once what cannot be taken back is over. */
  endsFor(carry: Carry, ending: CarryEnding): void {
    this.write(carry).ending = ending;
  }

  changeStop(carry: Carry, index: number, changes: Partial<CarryStop>): void {
    const stops = carry.stops.map((stop, at) => (at === index ? { ...stop, ...changes } : stop));
    this.write(carry).stops = stops;
    this.#noteStanding(carry);
  }

  override retire(carry: Carry): void {
    const { transport, client, requestHash, id } = carry;
    this.#numbers.remember({ number: numberOf(transport, client), requestHash, ending: "taken" });
    this.#byId.delete(id);
    super.retire(carry);
  }

  protected override restored(carry: Carry): void {
    this.#index(carry);
  }

  #index(carry: Carry): void {
    this.#byId.set(carry.id, carry);
    if (!isOver(carry)) this.#open.add(carry);
    this.#noteStanding(carry);
  }

  #noteStanding({ client, stops }: Carry): void {
    for (const { action, load, station, doneAt } of stops) {
      if (action !== "drop" || load === null || station === null || doneAt === null) continue;
      const key = keyOf(client, load);
      const known = this.#standing.get(key);
      if (!known || known.at <= doneAt) this.#standing.set(key, { station, at: doneAt });
    }
  }
}

const numberOf = (transport: string, client: ClientId): string => `transport/${transport}/${client}`;

/** On its robot: picked, and not dropped. */
export function aboard({ stops, state, robot }: Carry): CarryStop | undefined {
  const next = stops.findIndex(({ doneAt }) => doneAt === null);
  if (next < 0 || robot === null || state === "waiting") return undefined;
  const stop = stops[next]!;
  return stop.action === "drop" ? stop : undefined;
}
