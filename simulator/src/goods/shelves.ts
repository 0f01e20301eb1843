/** The truth about goods: what really lies in every bin and tote, whatever the book says. Every unit that enters or leaves the building is counted here. */

import { decodeEpc } from "@floorplane/contracts/epc";
import { assert } from "@floorplane/contracts/errors";
import { byCodeUnits, LotId, ToteId } from "@floorplane/contracts/ids";
import { pieceEpc, toteEpc, unitEpc } from "@floorplane/contracts/labels";
import { isCase } from "@floorplane/contracts/picking";
import type { Item } from "@floorplane/contracts/wms.schema";
import { hash32 } from "@floorplane/runtime/random";
import type { WorldFile } from "../world-file.ts";
import { type OutsideAccount, OutsideAccounts } from "./outside-accounts.ts";
import { openingLot } from "./slotting.ts";
import { type Piece, takeOut, unitsBySku } from "./tote-contents.ts";
import { atReceiving, type Spot, UnitNames } from "./unit-names.ts";
import type { Bin } from "./wrong-bins.ts";

export interface ShelvesOptions {
  readonly items: readonly Item[];
  /** What lies where on day 0; a file that already holds shelves wins. */
  readonly opening: ReadonlyMap<string, Bin>;
  readonly file: WorldFile;
}

export interface Moved {
  readonly quantity: number;
  readonly tags: readonly string[];
}

export interface Handling {
  readonly location: string;
  readonly sku: string;
  readonly lot: string | undefined;
  readonly quantity: number;
  readonly tote: string;
}

/** Where goods stand that somebody looks at, and where they are carried: onto a shelf, or out of the world. */
export type LookedAt = { readonly tote: string } | { readonly bin: string } | { readonly receiving: true };
export type Carried = "destroyed" | "receiving" | { readonly bin: string };

interface Tote {
  pieces: readonly Piece[];
  /** What a reader sees: the tote's own tag, then the pieces in the order in which they came. */
  tags: readonly string[];
}

export class Shelves {
  readonly #file: WorldFile;
  readonly #gtins = new Map<string, { readonly unit: string; readonly case: string }>();
  readonly #bins = new Map<string, Bin>();
  readonly #totes = new Map<string, Tote>();
  readonly #accounts: OutsideAccounts;
  /** Goods that came back, waiting at receiving. */
  readonly #receiving: Bin = new Map();
  /** The places next to each, along their names; made when it is asked for, and anew when there is one more. */
  #beside: ReadonlyMap<string, readonly string[]> | undefined;
  /** Goods that are kept by serial number, and which units of them lie where. */
  readonly #named = new Set<string>();
  readonly #names: UnitNames;
  /** Serial number of the next tag. */
  #serial = 1;

  constructor({ items, opening, file }: ShelvesOptions) {
    this.#file = file;
    this.#accounts = new OutsideAccounts(file);
    this.#names = new UnitNames(file);
    this.learn(items);
    if (!this.#restore()) this.#stock(opening);
  }

  /** Units by sku in a bin; empty for a place that holds nothing. */
  bin(location: string): ReadonlyMap<string, number> {
    return this.#bins.get(location) ?? empty;
  }

  /** Locations that hold something, sorted. */
  locations(): string[] {
    return [...this.#bins]
      .filter(([, bin]) => bin.size > 0)
      .map(([location]) => location)
      .sort(byCodeUnits);
  }

  /** Totes that are not on the stack, sorted. */
  totes(): string[] {
    return [...this.#totes.keys()].sort(byCodeUnits);
  }

  /** Units by sku that came back and wait at receiving. */
  receiving(): ReadonlyMap<string, number> {
    return this.#receiving;
  }

  /** EPCs (hex) of every unit in a bin: a unit keeps its tag for as long as it lies there. */
  tagsIn(location: string): readonly string[] {
    const tags: string[] = [];
    for (const [sku, units] of this.bin(location)) {
      const gtin = this.#gtins.get(sku)?.unit;
      const first = binSerials + (hash32(`${location}/${sku}`) % serialBlocks) * unitsPerBlock;
      if (gtin)
        for (let unit = 0; unit < units; unit++) tags.push(pieceEpc(gtin, first + (unit % unitsPerBlock)));
    }
    return tags;
  }

  /** The places next to it, along the names of places. */
  beside(location: string): readonly string[] {
    this.#beside ??= neighboursIn([...this.#bins.keys()].sort(byCodeUnits));
    return this.#beside.get(location) ?? [];
  }

  piecesIn(tote: string): readonly Piece[] {
    return this.#totes.get(tote)?.pieces ?? [];
  }

  unitsIn(tote: string): number {
    return this.piecesIn(tote).reduce((sum, { units }) => sum + units, 0);
  }

  tagsOn(tote: string): readonly string[] {
    return this.#totes.get(tote)?.tags ?? [];
  }

  /** An empty tote leaves the stack. False for a tote that is already under way. */
  openTote(tote: string): boolean {
    if (!TOTE.test(tote) || this.#totes.has(tote)) return false;
    this.#keepTote(tote, []);
    return true;
  }

  /** What is really there, up to the quantity, goes from the bin into the tote. */
  take({ location, sku, lot, quantity, tote }: Handling): Moved {
    const bin = this.#bins.get(location);
    const units = Math.min(quantity, bin?.get(sku) ?? 0);
    if (!bin || units <= 0 || !this.#totes.has(tote)) return nothing;
    let tags: readonly string[] = [];
    this.#file.together(() => {
      const pieces = this.#pieces(location, sku, lot, units);
      tags = pieces.map(({ epc }) => epc);
      this.#add(location, bin, sku, -units);
      this.#keepTote(tote, [...this.piecesIn(tote), ...pieces]);
      this.#keepCounter();
    });
    return { quantity: units, tags };
  }

  /** The same of what came and stands at receiving. */
  takeReceived({ sku, lot, quantity, tote }: Handling): Moved {
    const units = Math.min(quantity, this.#receiving.get(sku) ?? 0);
    if (units <= 0 || !this.#totes.has(tote)) return nothing;
    let tags: readonly string[] = [];
    this.#file.together(() => {
      const pieces = this.#pieces(atReceiving, sku, lot, units);
      tags = pieces.map(({ epc }) => epc);
      this.#setReceiving(sku, (this.#receiving.get(sku) ?? 0) - units);
      this.#keepTote(tote, [...this.piecesIn(tote), ...pieces]);
      this.#keepCounter();
    });
    return { quantity: units, tags };
  }

  /** More than a hand takes leaves as a case; units of goods that are kept by serial number leave one by one, each with its own. */
  #pieces(from: Spot, sku: string, lot: string | undefined, units: number): Piece[] {
    const pieces: Piece[] = [];
    if (this.#named.has(sku)) {
      const names = this.#names.take(from, sku, units);
      for (let unit = 0; unit < units; unit++) {
        const name = names[unit];
        const epc = name === undefined ? undefined : unitEpc(this.#gtins.get(sku)!.unit, name);
        const label = name === undefined ? {} : { label: name };
        pieces.push({
          epc: epc ?? this.#tag(sku, "unit"),
          sku,
          lot: lot ? LotId(lot) : openingLot,
          units: 1,
          ...label,
        });
      }
      return pieces;
    }
    const piece = (epc: string, of: number) =>
      pieces.push({ epc, sku, lot: lot ? LotId(lot) : openingLot, units: of });
    if (isCase(units)) piece(this.#tag(sku, "case"), units);
    else for (let unit = 0; unit < units; unit++) piece(this.#tag(sku, "unit"), 1);
    return pieces;
  }

  /** What is really in a tote, up to the quantity, goes into another; answers how many units that were. */
  deal(from: string, sku: string, quantity: number, into: string): number {
    const { left, out, units } = takeOut(this.piecesIn(from), sku, quantity, () => this.#tag(sku, "unit"));
    if (units === 0 || !this.#totes.has(into)) return 0;
    this.#file.together(() => {
      this.#keepTote(from, left);
      this.#keepTote(into, [...this.piecesIn(into), ...out]);
      this.#keepCounter();
    });
    return units;
  }

  /** What is really in the tote, up to the quantity, goes on the shelf. */
  put({ location, sku, quantity, tote }: Handling): Moved {
    const { left, out, units } = takeOut(this.piecesIn(tote), sku, quantity, () => this.#tag(sku, "unit"));
    if (units === 0) return nothing;
    this.#file.together(() => {
      this.#layNames(location, sku, out);
      this.#add(location, this.#binAt(location), sku, units);
      this.#keepTote(tote, left);
      this.#keepCounter();
    });
    return { quantity: units, tags: out.map(({ epc }) => epc) };
  }

  /** The tote is emptied and goes back on the stack; who calls this takes charge of what was in it. */
  emptyTote(tote: string): readonly Piece[] {
    const pieces = this.piecesIn(tote);
    this.#totes.delete(tote);
    this.#file.remove("tote", tote);
    return pieces;
  }

  /** Takes goods out of a tote that others' goods stay in; who calls this takes charge of what comes out. */
  takeFrom(
    tote: string,
    goods: readonly { readonly sku: string; readonly units: number }[],
  ): readonly Piece[] {
    const taken: Piece[] = [];
    this.#file.together(() => {
      for (const { sku, units } of goods) {
        const { left, out } = takeOut(this.piecesIn(tote), sku, units, () => this.#tag(sku, "unit"));
        if (out.length > 0) this.#keepTote(tote, left);
        taken.push(...out);
      }
      this.#keepCounter();
    });
    return taken;
  }

  /** Takes spoilt units off a shelf and out of the world; answers how many there were. */
  writeOff(location: string, sku: string, quantity: number): number {
    const bin = this.#bins.get(location);
    const units = Math.min(quantity, bin?.get(sku) ?? 0);
    if (!bin || units <= 0) return 0;
    this.#file.together(() => {
      this.#names.take(location, sku, units);
      this.#add(location, bin, sku, -units);
      this.#accounts.book("written-off", sku, units);
    });
    return units;
  }

  /** Goods that this world has not seen before have tags too. */
  learn(items: ShelvesOptions["items"]): void {
    for (const { sku, serialKept } of items)
      if (serialKept) this.#named.add(sku);
      else this.#named.delete(sku);
    for (const { sku, gtin, caseGtin } of items)
      if (gtin) this.#gtins.set(sku, { unit: gtin, case: caseGtin ?? gtin });
  }

  /** What the labels of so many units say, where somebody looks at goods that are kept by serial number; none of all others. */
  labelsOf(at: LookedAt, sku: string, units: number): readonly string[] {
    if (!this.#named.has(sku)) return [];
    if ("tote" in at)
      return this.piecesIn(at.tote)
        .filter((piece) => piece.sku === sku)
        .slice(0, units)
        .map(labelOn);
    const spot = "bin" in at ? at.bin : atReceiving;
    // Nobody wrote down what it says; it says something all the same, and for good.
    const unread = Math.min(units, this.looked(at, sku)) - this.#names.at(spot, sku).length;
    if (unread > 0)
      this.#file.together(() => {
        const fresh = Array.from({ length: unread }, () => String(this.#serial++));
        this.#names.lay(spot, sku, fresh);
        this.#keepCounter();
      });
    return this.#names.at(spot, sku).slice(0, units);
  }

  /** Somebody lays units that come from outside onto a shelf. `labels`: serial numbers of those of them that have one. */
  lay(location: string, sku: string, units: number, labels: readonly string[] = []): void {
    this.#file.together(() => {
      if (this.#named.has(sku)) this.#names.lay(location, sku, labels.slice(0, units));
      this.#add(location, this.#binAt(location), sku, units);
      this.#accounts.book("opening", sku, units);
    });
  }

  /** Goods that come back to receiving. */
  receive(sku: string, units: number, labels: readonly string[] = []): void {
    this.#file.together(() => {
      if (this.#named.has(sku)) this.#names.lay(atReceiving, sku, labels.slice(0, units));
      this.#setReceiving(sku, (this.#receiving.get(sku) ?? 0) + units);
      this.#accounts.book("returned", sku, units);
    });
  }

  /** Goods that come off a truck. */
  deliver(sku: string, units: number): void {
    this.#file.together(() => {
      this.#setReceiving(sku, (this.#receiving.get(sku) ?? 0) + units);
      this.#accounts.book("delivered", sku, units);
    });
  }

  /** Units of an item where somebody looks. */
  looked(at: LookedAt, sku: string): number {
    if ("tote" in at) return unitsBySku(this.piecesIn(at.tote)).get(sku) ?? 0;
    return ("bin" in at ? this.bin(at.bin) : this.#receiving).get(sku) ?? 0;
  }

  /** Somebody carries units off that were looked at: onto a shelf, or to where they are destroyed. Answers how many there were; an opened case becomes single units. */
  carryOff(from: LookedAt, sku: string, quantity: number, to: Carried): number {
    let units = 0;
    this.#file.together(() => {
      let labels: readonly string[] = [];
      if ("tote" in from) {
        const taken = takeOut(this.piecesIn(from.tote), sku, quantity, () => this.#tag(sku, "unit"));
        units = taken.units;
        if (this.#named.has(sku)) labels = taken.out.map(labelOn);
        if (units > 0) this.#keepTote(from.tote, taken.left);
        this.#keepCounter();
      } else if ("bin" in from) {
        units = Math.min(quantity, this.bin(from.bin).get(sku) ?? 0);
        labels = this.#names.take(from.bin, sku, units);
        if (units > 0) this.#add(from.bin, this.#binAt(from.bin), sku, -units);
      } else {
        units = Math.min(quantity, this.#receiving.get(sku) ?? 0);
        labels = this.#names.take(atReceiving, sku, units);
        this.#setReceiving(sku, (this.#receiving.get(sku) ?? 0) - units);
      }
      if (to !== "destroyed") this.#names.lay(to === "receiving" ? atReceiving : to.bin, sku, labels);
      if (to === "destroyed") this.#accounts.book("destroyed", sku, units);
      else if (to === "receiving") this.#setReceiving(sku, (this.#receiving.get(sku) ?? 0) + units);
      else if (units > 0) this.#add(to.bin, this.#binAt(to.bin), sku, units);
    });
    return units;
  }

  /** Goods that left the building. */
  shipped(sku: string, units: number): void {
    this.#accounts.book("shipped", sku, units);
  }

  total(account: OutsideAccount): number {
    return this.#accounts.total(account);
  }

  account(account: OutsideAccount): ReadonlyMap<string, number> {
    return this.#accounts.of(account);
  }

  /**
   * The items whose units do not add up: opening + returned + delivered - written off - destroyed - shipped must be in bins, in totes, at receiving or in `between` (packed, not yet
   * gone). Empty when every unit is accounted for.
   */
  unbalanced(between: ReadonlyMap<string, number>): string[] {
    const balance = new Map<string, number>();
    const add = (units: ReadonlyMap<string, number>, sign: 1 | -1) => {
      for (const [sku, count] of units) balance.set(sku, (balance.get(sku) ?? 0) + sign * count);
    };
    for (const account of ["opening", "returned", "delivered"] as const) add(this.#accounts.of(account), 1);
    for (const account of ["written-off", "destroyed", "shipped"] as const)
      add(this.#accounts.of(account), -1);
    for (const bin of this.#bins.values()) add(bin, -1);
    for (const { pieces } of this.#totes.values()) add(unitsBySku(pieces), -1);
    add(this.#receiving, -1);
    add(between, -1);
    return [...balance]
      .filter(([, off]) => off !== 0)
      .map(([sku]) => sku)
      .sort(byCodeUnits);
  }

  #stock(opening: ReadonlyMap<string, Bin>): void {
    this.#file.together(() => {
      for (const [location, bin] of opening) {
        for (const [sku, units] of bin) this.#accounts.book("opening", sku, units);
        this.#bins.set(location, new Map(bin));
        this.#file.put("bin", location, Object.fromEntries(bin));
      }
      this.#keepCounter();
    });
  }

  #restore(): boolean {
    const bins = this.#file.all("bin");
    if (bins.length === 0) return false;
    for (const { id, body } of bins)
      this.#bins.set(id, new Map(Object.entries(body as Record<string, number>)));
    for (const { id, body } of this.#file.all("tote")) this.#setTote(id, body as Piece[]);
    this.#accounts.restore();
    this.#restoreReceiving();
    for (const { body } of this.#file.all("serial")) this.#serial = (body as { next: number }).next;
    return true;
  }

  /** A file of a world where nobody took anything from receiving says only what came back. */
  #restoreReceiving(): void {
    const kept = this.#file.all("receiving");
    for (const { id, body } of kept) this.#receiving.set(id, (body as { units: number }).units);
    if (kept.length === 0)
      for (const [sku, units] of this.#accounts.of("returned")) this.#setReceiving(sku, units);
  }

  #layNames(location: string, sku: string, pieces: readonly Piece[]): void {
    if (this.#named.has(sku)) this.#names.lay(location, sku, pieces.map(labelOn));
  }

  #tag(sku: string, packaging: "unit" | "case"): string {
    const gtins = this.#gtins.get(sku);
    assert(gtins, `${sku} is no goods of this world`);
    return pieceEpc(gtins[packaging], this.#serial++);
  }

  #binAt(location: string): Bin {
    let bin = this.#bins.get(location);
    if (!bin) {
      this.#bins.set(location, (bin = new Map()));
      this.#beside = undefined;
    }
    return bin;
  }

  #setReceiving(sku: string, units: number): void {
    if (units > 0) this.#receiving.set(sku, units);
    else this.#receiving.delete(sku);
    this.#file.put("receiving", sku, { units });
  }

  #add(location: string, bin: Bin, sku: string, units: number): void {
    const now = (bin.get(sku) ?? 0) + units;
    if (now > 0) bin.set(sku, now);
    else bin.delete(sku);
    this.#file.put("bin", location, Object.fromEntries(bin));
  }

  #keepTote(tote: string, pieces: readonly Piece[]): void {
    this.#setTote(tote, pieces);
    this.#file.put("tote", tote, pieces);
  }

  #setTote(tote: string, pieces: readonly Piece[]): void {
    const own = this.#totes.get(tote)?.tags[0] ?? toteEpc(ToteId(tote));
    this.#totes.set(tote, { pieces, tags: [own, ...pieces.map(({ epc }) => epc)] });
  }

  #keepCounter(): void {
    this.#file.put("serial", "next", { next: this.#serial });
  }
}

/** Where it came without one, what its tag says stands on it too. */
function labelOn({ label, epc }: Piece): string {
  if (label !== undefined) return label;
  const tag = decodeEpc(epc);
  return tag.scheme === "sgtin" ? tag.serial : epc;
}

/** Tags of units that lie in bins are numbered apart from those of pieces that were taken. */
const binSerials = 2 ** 36;
const unitsPerBlock = 2 ** 16;
const serialBlocks = 2 ** 20;
const TOTE = /^T[1-9][0-9]{0,9}$/;
const empty: ReadonlyMap<string, number> = new Map();
const nothing: Moved = { quantity: 0, tags: [] };

const neighboursIn = (order: readonly string[]): ReadonlyMap<string, readonly string[]> =>
  new Map(
    order.map((place, at) => [
      place,
      [order[at - 1], order[at + 1]].filter((one): one is string => one !== undefined),
    ]),
  );
