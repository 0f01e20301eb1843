/** The world of a scripted floor: bins, totes and parcels that really hold units, and what a test or bad luck (from one seed) does to them. */

import type { TaskMessage, TaskOutcome } from "@floorplane/contracts/devices.schema";
import {
  type LoadId,
  RobotId,
  type StationId,
  type ToteId,
  type TransportId,
} from "@floorplane/contracts/ids";
import type { JobParcel, Stop, ToSensors, TransportRequested } from "@floorplane/contracts/messages";
import { expectedTags, isCase } from "@floorplane/contracts/picking";
import type { Trouble } from "@floorplane/contracts/reasons/of-robots";
import { type Random, seededRandom } from "@floorplane/runtime/random";
import { gtinOf } from "./small-site.fixture.ts";

export interface Luck {
  /** Chances per event. */
  readonly missedTag?: number;
  readonly strayTag?: number;
  readonly shortPick?: number;
  readonly failedTransport?: number;
  readonly deafWebhook?: number;
}

export type Units = Map<string, number>;
export const add = (units: Units, sku: string, n: number): void => {
  units.set(sku, (units.get(sku) ?? 0) + n);
};
export const total = (units: Units): number => [...units.values()].reduce((sum, n) => sum + n, 0);

interface Journey {
  readonly request: TransportRequested & { readonly tote: ToteId };
  readonly robot: RobotId;
  stop: number;
  stops: Stop[];
  /** It stands there for a person. */
  isWaiting?: boolean;
  withdrawnTo: readonly StationId[] | null;
}

interface Carried {
  readonly request: TransportRequested;
  stops: Stop[];
  stop: number;
  robot: RobotId | null;
  onBoard?: LoadId;
}

export class World {
  readonly random: Random;
  readonly luck: Required<Luck>;
  readonly bins = new Map<string, Units>();
  readonly totes = new Map<ToteId, Units>();
  /** What was sorted out of shared boxes and has not left, by the share. */
  readonly sorted = new Map<ToteId, Units>();
  readonly aside: Units = new Map();
  readonly destroyed: Units = new Map();
  /** What left the building, by tote. */
  readonly shipped = new Map<ToteId, Units>();
  readonly parcelsGone: string[] = [];
  /** What packing stations were told. */
  readonly jobs: Extract<ToSensors, { type: "station.job" }>[] = [];
  /** What was in each of them. */
  readonly goneWith = new Map<string, JobParcel["goods"]>();
  readonly tasksDone: TaskMessage[] = [];
  readonly alarms = new Map<string, string>();
  readonly journeys = new Map<TransportId, Journey>();
  readonly carries = new Map<TransportId, Carried>();
  /** Where each load stands; null: on a robot. */
  readonly loads = new Map<LoadId, StationId | null>();
  /** What each tote was asked to fetch. */
  readonly planned = new Map<ToteId, Units>();
  /** Tags that a test hides from the readers. */
  hides: (tote: ToteId, sku: string) => boolean = () => false;
  /** At these places the robot says it took so many more than it did. */
  readonly lies = new Map<string, number>();
  /** Whether robots read bins when they are asked to; how many tags of each goods they miss at a place. */
  robotsCount = true;
  readonly unseen = new Map<string, number>();
  readersDead = false;
  /** Readers of these robots are dead, those of others live. */
  readonly deadReaders = new Set<string>();
  /** Robots that the room called failing: they get no further work. */
  readonly takenOut = new Map<string, Trouble>();
  putsAtMost = Number.POSITIVE_INFINITY;
  /** Transports that fail at their next stop. */
  failNext = 0;
  /** How often somebody fetched what a robot was sent for. */
  fetchedByHand = 0;
  /** Robots have their actions for all stops already: none is left out. */
  keepsStops = false;
  /** Nobody moves: what was asked of robots waits. */
  robotsStand = false;
  portalBlind = false;
  /** Packing stations work and say nothing of it. */
  stationsSilent = false;
  /** People at work; a test may send them home. */
  peopleAtWork = true;
  /** Whether they look at goods that are frozen. */
  peopleInspect = true;
  /** Whether they carry what came; robots do. */
  peoplePutAway = false;
  readonly #writtenOff = new Map<string, number>();
  readonly #inspected = new Map<string, number>();
  readonly #pickedByHand = new Map<string, number>();
  #robots = 0;
  #rounds = 100;

  constructor(seed: number, luck: Luck) {
    this.random = seededRandom(seed);
    this.luck = { missedTag: 0, strayTag: 0, shortPick: 0, failedTransport: 0, deafWebhook: 0, ...luck };
  }

  /** Someone put other goods into the bin. */
  swap(location: string, sku: string, other: string): void {
    const bin = this.bins.get(location)!;
    const units = bin.get(sku) ?? 0;
    bin.delete(sku);
    add(bin, other, units);
  }

  nextRobot(): RobotId {
    const next = RobotId(`R${(++this.#robots % 9) + 1}`);
    return this.takenOut.has(next) ? this.nextRobot() : next;
  }

  isReaderDead(reader: string): boolean {
    return this.readersDead || this.deadReaders.has(reader);
  }

  nextRound(): number {
    return ++this.#rounds;
  }

  /** What the reader sees of a tote: one tag a unit, or a case; some are missed, a stray one may come in. */
  tagsOf(tote: ToteId): { gtin: string; serial: string }[] {
    const tags: { gtin: string; serial: string }[] = [];
    for (const [sku, units] of this.totes.get(tote) ?? [])
      for (let n = 0; n < this.#tagsFor(tote, sku, units); n++)
        if (!this.hides(tote, sku) && !this.random.chance(this.luck.missedTag))
          tags.push({ gtin: gtinOf(sku), serial: `${tote}.${n}` });
    if (this.random.chance(this.luck.strayTag))
      tags.push({ gtin: gtinOf("A"), serial: `stray${this.random.below(1e6)}` });
    return tags;
  }

  /** Cases show one tag: what was taken as a case is remembered by the picks. */
  readonly picks = new Map<ToteId, { sku: string; units: number }[]>();

  #tagsFor(tote: ToteId, sku: string, units: number): number {
    const picks = (this.picks.get(tote) ?? []).filter((pick) => pick.sku === sku);
    const cases = picks
      .filter((pick) => isCase(pick.units))
      .reduce((sum, pick) => sum + pick.units - expectedTags(pick.units), 0);
    return units - cases;
  }

  /** Looks at goods: all are good, and are brought home, once. What stands at a bench came out of a tote or a parcel. */
  #inspect({ task, location, sku, quantity, to, relabel }: TaskMessage): TaskOutcome["found"] {
    const bin = this.bins.get(location!);
    const units = this.#inspected.get(task) ?? (bin ? Math.min(bin.get(sku!) ?? 0, quantity!) : quantity!);
    if (!this.#inspected.has(task) && to && !relabel) {
      if (bin) add(bin, sku!, -units);
      const home = this.bins.get(to) ?? new Map();
      this.bins.set(to, home);
      add(home, sku!, units);
      this.#inspected.set(task, units);
    }
    return [{ sku: sku!, quantity: units, state: to || relabel ? "available" : "defective" }];
  }

  #relabel({ sku, quantity, to }: TaskMessage): TaskOutcome["found"] {
    if (!to) return [{ sku: sku!, quantity: 0 }];
    const home = this.bins.get(to) ?? new Map();
    this.bins.set(to, home);
    add(home, sku!, quantity!);
    return [{ sku: sku!, quantity: quantity! }];
  }

  /** Carries what came to its place, once. */
  #putAway({ task, location, sku, quantity, to }: TaskMessage): TaskOutcome["found"] {
    const bin = this.bins.get(location!) ?? new Map<string, number>();
    const units = this.#inspected.get(task) ?? Math.min(bin.get(sku!) ?? 0, quantity!);
    if (!this.#inspected.has(task)) {
      add(bin, sku!, -units);
      const home = this.bins.get(to!) ?? new Map();
      this.bins.set(to!, home);
      add(home, sku!, units);
      this.#inspected.set(task, units);
    }
    return [{ sku: sku!, quantity: units }];
  }

  /** What is there goes into the tote, once. */
  #pickByHand({ task, location, sku, quantity, tote, from }: TaskMessage): TaskOutcome["found"] {
    const known = this.#pickedByHand.get(task);
    const source = from === undefined ? this.bins.get(location!) : this.totes.get(from as ToteId);
    const units = known ?? Math.min(source?.get(sku!) ?? 0, quantity!);
    if (known === undefined) {
      this.#pickedByHand.set(task, units);
      this.fetchByHand(location!, sku!, units, tote as ToteId, source);
    }
    return [{ sku: sku!, quantity: units }];
  }

  fetchByHand(
    location: string,
    sku: string,
    units: number,
    tote: ToteId,
    source = this.bins.get(location),
  ): void {
    if (source) add(source, sku, -units);
    const into = this.totes.get(tote) ?? new Map();
    this.totes.set(tote, into);
    add(into, sku, units);
    const planned = this.planned.get(tote) ?? new Map();
    this.planned.set(tote, planned);
    if ((planned.get(sku) ?? 0) < (into.get(sku) ?? 0)) planned.set(sku, into.get(sku)!);
    this.picks.set(tote, [...(this.picks.get(tote) ?? []), { sku, units }]);
  }

  /** Goods of which whoever counts reads each unit's serial number: the one on its tag. */
  readonly serialKept = new Set<string>();

  #named(tote: string, sku: string, units: number): { serials?: string[] } {
    return this.serialKept.has(sku)
      ? { serials: Array.from({ length: units }, (_, n) => `${tote}.${n}`) }
      : {};
  }

  /** What a person finds who does this task; written-off units are gone from the shelf, once. */
  doTask(task: TaskMessage): TaskOutcome["found"] {
    const found: { sku: string; quantity: number; serials?: string[] }[] = [];
    const list = (units: Units | undefined): void => {
      for (const [sku, quantity] of units ?? []) found.push({ sku, quantity });
    };
    if (task.kind === "count-bin") list(this.bins.get(task.location!));
    if (task.kind === "count-tote")
      for (const [sku, quantity] of this.totes.get(task.tote as ToteId) ?? [])
        found.push({ sku, quantity, ...this.#named(task.tote!, sku, quantity) });
    if (task.kind === "inspect") return this.#inspect(task);
    if (task.kind === "put-away") return this.#putAway(task);
    if (task.kind === "pick") return this.#pickByHand(task);
    if (task.kind === "destroy") return [{ sku: task.sku!, quantity: task.signed?.units ?? task.quantity! }];
    if (task.kind === "relabel") return this.#relabel(task);
    if (task.kind === "write-off") {
      const bin = this.bins.get(task.location!);
      const quantity = this.#writtenOff.has(task.task)
        ? this.#writtenOff.get(task.task)!
        : Math.min(bin?.get(task.sku!) ?? 0, task.quantity!);
      if (!this.#writtenOff.has(task.task) && bin) {
        add(bin, task.sku!, -quantity);
        add(this.destroyed, task.sku!, quantity);
        this.#writtenOff.set(task.task, quantity);
      }
      found.push({ sku: task.sku!, quantity });
    }
    return found;
  }

  /** Told of no goods, a machine packs all that it finds. */
  packAll(tote: ToteId, units: number): void {
    const inTote = this.totes.get(tote)!;
    if (total(inTote) !== units)
      throw new Error(`tote ${tote} holds ${total(inTote)} units and the job says ${units}`);
  }

  /** The lights say what of the box is whose; what stays in the end stands at the bench. */
  sort(box: ToteId, share: ToteId, goods: readonly { readonly sku: string; readonly units: number }[]): void {
    const inBox = this.totes.get(box)!;
    const taken: Units = new Map();
    for (const { sku, units } of goods) {
      if ((inBox.get(sku) ?? 0) < units)
        throw new Error(`box ${box} holds ${inBox.get(sku) ?? 0} of ${sku}, and ${units} go to ${share}`);
      add(inBox, sku, -units);
      add(taken, sku, units);
    }
    this.sorted.set(share, taken);
  }

  /** What was put into the parcel leaves; the tote is empty with the last. */
  leave(sscc: string, tote: ToteId, goods: JobParcel["goods"]): void {
    if (this.parcelsGone.includes(sscc)) throw new Error(`parcel ${sscc} left twice`);
    this.parcelsGone.push(sscc);
    this.goneWith.set(sscc, goods);
    const inTote = this.sorted.get(tote) ?? this.totes.get(tote)!;
    const gone: Units = this.shipped.get(tote) ?? new Map();
    this.shipped.set(tote, gone);
    for (const { sku, units } of goods) {
      add(inTote, sku, -units);
      add(gone, sku, units);
    }
    if ([...inTote.values()].some((units) => units < 0)) throw new Error(`tote ${tote} held less than left`);
    if (total(inTote) > 0) return;
    if (!this.sorted.delete(tote)) this.totes.delete(tote);
  }
}
