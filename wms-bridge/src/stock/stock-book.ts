/**
 * Stock by double entry: each move takes units from one account and gives them to another. After every move the sheet of that SKU and lot must sum to zero
 * (outside accounts plus the running sum of the inside), and nothing inside may be negative; either would be a bug, not bad luck.
 */
import { clientOf, codeOf } from "@floorplane/contracts/client-names";
import { assert } from "@floorplane/contracts/errors";
import {
  byCodeUnits,
  type ClientId,
  type LocationId,
  type LotId,
  type Sku,
  type ToteId,
} from "@floorplane/contracts/ids";
import type { Desk, Kept, Restore } from "@floorplane/runtime/room";
import type { Handled, Handling } from "../handling/handling.ts";
import { given, keyOf } from "../keeping/owned.ts";
import type { Writable } from "../keeping/shelf.ts";
import type { Store, Stores } from "../keeping/stores.ts";
import type { Account, OutsideAccount, RowAccount, Sheet, StockRow, Transit } from "./accounts.ts";
import { unitsOf } from "./accounts.ts";
import { handledBy } from "./handled.ts";
import type { Places } from "./places.ts";
import { outsideKind, stockKind, transitKind } from "./stock.kind.ts";

type Holder = StockRow | Transit | Sheet;

export interface WithStock {
  readonly stock: StockBook;
}

export class StockBook implements Store {
  /** Whose goods are meant where nobody is named. */
  readonly #client: ClientId;
  readonly #places: Places;
  /** Hears of every move. */
  readonly #handling: Pick<Handling, "note">;
  readonly #sheets = new Map<string, Sheet>();
  readonly #sheetsBySku = new Map<Sku, Sheet[]>();
  readonly #rows = new Map<string, StockRow>();
  readonly #bySku = new Map<Sku, StockRow[]>();
  readonly #byLocation = new Map<LocationId, StockRow[]>();
  readonly #transits = new Map<ToteId, Transit[]>();
  readonly #removed = new Set<StockRow>();
  readonly #changed = new Set<Holder>();
  /** Rows of a house that named no client in its keys: written anew by the first step. */
  readonly #earlier: Pick<Kept, "kind" | "id">[] = [];
  /** SKUs of which units became available since the last `takeFreed`. */
  readonly #freed = new Set<Sku>();
  /** Faces that gave units and were not looked at for a refill since. */
  readonly lowFaces = new Set<StockRow>();
  /** SKUs of which units moved since they were looked at for warnings, and those of which some left. */
  readonly moved = new Set<Sku>();
  readonly left = new Set<Sku>();
  /** Rows whose frozen units changed, and that were not looked at for an inspection since. */
  readonly toInspect = new Set<StockRow>();
  /** Rows whose received units changed, and whose put-aways were not looked at since. */
  readonly toPutAway = new Set<StockRow>();
  /** SKUs of which units that came or were on a way moved since promises were made of them. */
  readonly #onWay = new Set<Sku>();
  /** SKUs of which units that are not free moved, or whose place is open or closed by now, since orders that wait for them said why. */
  readonly #keptMoved = new Set<Sku>();
  #newFaces: readonly LocationId[];

  constructor(stores: Stores, client: ClientId, places: Places, handling: Pick<Handling, "note">) {
    this.#client = client;
    this.#places = places;
    this.#handling = handling;
    this.#newFaces = places.faces;
    stores.register(this);
  }

  takeOnWay(): Sku[] {
    if (this.#onWay.size === 0) return [];
    const moved = [...this.#onWay].sort(byCodeUnits);
    this.#onWay.clear();
    return moved;
  }

  /** Robots are sent there no more, or are again. */
  placeChanged(location: LocationId): void {
    for (const { sku } of this.rowsAt(location)) this.#keptMoved.add(sku);
  }

  takeKeptMoved(): Sku[] {
    if (this.#keptMoved.size === 0) return [];
    const moved = [...this.#keptMoved].sort(byCodeUnits);
    this.#keptMoved.clear();
    return moved;
  }

  /** Rows of a SKU: faces first, then reserve, then benches, each along the floor. */
  rowsOf(sku: Sku): readonly StockRow[] {
    return this.#bySku.get(sku) ?? [];
  }

  rowsAt(location: LocationId): readonly StockRow[] {
    return this.#byLocation.get(location) ?? [];
  }

  /** Faces that were never filled, along the floor: few of thousands, and each fewer for good. */
  newFaces(): readonly LocationId[] {
    this.#newFaces = this.#newFaces.filter((face) => this.rowsAt(face).every(({ nominal }) => nominal === 0));
    return this.#newFaces;
  }

  /** Rows at places that the site does not have any more. */
  get atRemoved(): ReadonlySet<StockRow> {
    return this.#removed;
  }

  rows(): IterableIterator<StockRow> {
    return this.#rows.values();
  }

  sheets(): IterableIterator<Sheet> {
    return this.#sheets.values();
  }

  /** The sheets of a SKU, one a lot. */
  sheetsOf(sku: Sku): readonly Sheet[] {
    return this.#sheetsBySku.get(sku) ?? [];
  }

  contents(tote: ToteId): readonly Transit[] {
    return this.#transits.get(tote) ?? [];
  }

  transits(): IterableIterator<Transit[]> {
    return this.#transits.values();
  }

  /** The row of a place, made when it is the first of its kind there. */
  row(location: LocationId, sku: Sku, lot: LotId): StockRow {
    const known = this.#rows.get(`${location}|${sku}|${lot}`);
    return known ?? this.#newRow(location, this.#sheet(sku, lot));
  }

  transit(tote: ToteId, sku: Sku, lot: LotId): Transit {
    let inTote = this.#transits.get(tote);
    if (!inTote) this.#transits.set(tote, (inTote = []));
    const sheet = this.#sheet(sku, lot);
    let transit = inTote.find((one) => one.sheet === sheet);
    if (!transit) {
      transit = { kind: "transit", sheet, tote, sku, lot, units: 0 };
      inTote.push(transit);
    }
    return transit;
  }

  /** The outside account of what a row or tote holds. */
  outside(holder: StockRow | Transit, name: OutsideAccount): Account {
    return { holder: holder.sheet, name };
  }

  /** `named`: what of it is handled, where its tote does not say that. */
  move(
    from: Account,
    to: Account,
    units: number,
    named: Pick<Handled, "parcel" | "pallet" | "grade"> = {},
  ): void {
    assert(Number.isInteger(units) && units >= 0, `${units} units cannot be moved`);
    if (units === 0) return;
    const sheet = this.#give(from, -units);
    assert(sheet === this.#give(to, units), `a move of ${sheet.sku} lot ${sheet.lot} ends in another lot`);
    const { supplier, shipped, destroyed, adjusted, between, inside } = sheet;
    const sum = supplier + shipped + destroyed + adjusted + between + inside;
    assert(sum === 0, `${sheet.sku} lot ${sheet.lot} sums to ${sum} units`);
    const handled = handledBy(from, to, units);
    if (handled) this.#handling.note({ ...handled, ...named });
    if (to.name === "available") this.#freed.add(sheet.sku);
    this.moved.add(sheet.sku);
    if (to.name === "shipped" || to.name === "between") this.left.add(sheet.sku);
  }

  /** Says that units of a SKU can be had again, though none moved: a bin was counted. */
  free(sku: Sku): void {
    this.#freed.add(sku);
  }

  takeFreed(): Sku[] {
    if (this.#freed.size === 0) return [];
    const freed = [...this.#freed].sort(byCodeUnits);
    this.#freed.clear();
    return freed;
  }

  flush(desk: Desk): void {
    if (this.#changed.size === 0) return;
    for (const { kind, id } of this.#earlier.splice(0)) desk.remove(kind, id);
    for (const holder of this.#changed) write(holder, desk);
    for (const holder of this.#changed)
      if (holder.kind === "transit" && holder.units === 0) this.#drop(holder);
    this.#changed.clear();
  }

  *kept(): Iterable<Kept> {
    const holders = [
      ...this.#sheets.values(),
      ...this.#rows.values(),
      ...[...this.#transits.values()].flat(),
    ];
    for (const holder of holders) {
      const { kind, id, body } = documentOf(holder);
      if (body) yield { kind, id, body };
    }
  }

  async restore(read: Restore): Promise<void> {
    for (const { id, body } of await read.documents(outsideKind)) {
      const { client, sku, lot, ...units } = given(body, this.#client);
      const sheet = Object.assign(this.#sheetOf(client, sku, lot), units);
      this.#keptAs(id, sheet);
    }
    for (const { id, body } of await read.documents(stockKind)) {
      const { client, location, sku, lot, ...units } = given(body, this.#client);
      const row = Object.assign(this.#newRow(location, this.#sheetOf(client, sku, lot)), units);
      this.#keptAs(id, row);
      if (row.frozen > 0) this.toInspect.add(row);
      if (row.received > 0) this.toPutAway.add(row);
      writable(row.sheet).inside += unitsOf(row);
      if (row.place === "face") this.lowFaces.add(row);
    }
    for (const { id, body } of await read.documents(transitKind)) {
      const { client, tote, sku, lot } = given(body, this.#client);
      this.#sheetOf(client, sku, lot);
      const transit = this.transit(tote, sku, lot);
      this.#keptAs(id, transit);
      writable(transit).units = body.units;
      writable(transit.sheet).inside += body.units;
    }
  }

  #keptAs(id: string, holder: Holder): void {
    const { kind, id: key } = documentOf(holder);
    if (key === id) return;
    this.#earlier.push({ kind, id });
    this.#changed.add(holder);
  }

  #give({ holder, name }: Account, units: number): Sheet {
    this.#changed.add(holder);
    switch (holder.kind) {
      case "sheet":
        writable(holder)[name as OutsideAccount] += units;
        return holder;
      case "transit":
        writable(holder).units += units;
        this.#onWay.add(holder.sku);
        this.#keptMoved.add(holder.sku);
        assert(holder.units >= 0, `tote ${holder.tote} would hold ${holder.units} of ${holder.sku}`);
        break;
      case "row": {
        const account = name as RowAccount;
        writable(holder)[account] += units;
        assert(
          holder[account] >= 0,
          `${holder.location} would hold ${holder[account]} ${account} of ${holder.sku}`,
        );
        if (account === "frozen") this.toInspect.add(holder);
        if (account !== "available" && account !== "allocated") this.#keptMoved.add(holder.sku);
        if (account === "received") {
          this.toPutAway.add(holder);
          this.#onWay.add(holder.sku);
        }
        const isForPicking = account === "available" || account === "allocated";
        if (units > 0 && isForPicking && holder.place !== "bench" && holder.place !== "removed")
          writable(holder).nominal = Math.max(holder.nominal, holder.available + holder.allocated);
        else if (account === "allocated" && holder.place === "face") this.lowFaces.add(holder);
        break;
      }
    }
    writable(holder.sheet).inside += units;
    return holder.sheet;
  }

  #sheet(sku: Sku, lot: LotId): Sheet {
    const key = `${sku}|${lot}`;
    let sheet = this.#sheets.get(key);
    if (!sheet) {
      const nothing = { supplier: 0, shipped: 0, destroyed: 0, adjusted: 0, between: 0, inside: 0 };
      sheet = { kind: "sheet", client: clientOf(sku, this.#client), sku, lot, ...nothing };
      this.#sheets.set(key, sheet);
      this.#sheetsBySku.set(sku, [...this.sheetsOf(sku), sheet]);
    }
    return sheet;
  }

  /** As a row says it: whose goods they are stands in their name too. */
  #sheetOf(client: ClientId, sku: Sku, lot: LotId): Sheet {
    const sheet = this.#sheet(sku, lot);
    assert(sheet.client === client, `${sku} is of ${sheet.client} by its name, and of ${client} by its row`);
    return sheet;
  }

  #newRow(location: LocationId, sheet: Sheet): StockRow {
    const { sku, lot } = sheet;
    const { kind: place, rank } = this.#places.ofStock(location);
    const out = { held: 0, defective: 0, condemned: 0 };
    const none = { available: 0, allocated: 0, frozen: 0, received: 0, ...out, nominal: 0 };
    const row: StockRow = { kind: "row", sheet, location, place, rank, sku, lot, ...none };
    this.#rows.set(`${location}|${sku}|${lot}`, row);
    insert(this.#bySku, sku, row);
    insert(this.#byLocation, location, row);
    if (place === "removed") this.#removed.add(row);
    return row;
  }

  #drop(transit: Transit): void {
    const left = this.contents(transit.tote).filter((one) => one !== transit);
    if (left.length > 0) this.#transits.set(transit.tote, left);
    else this.#transits.delete(transit.tote);
  }
}

/** Accounts move here and nowhere else. */
const writable = <One extends Holder>(holder: One): Writable<One> => holder;

const placeOrder = { face: 0, reserve: 1, bench: 2, removed: 3 } as const;

const along = (a: StockRow, b: StockRow): number =>
  placeOrder[a.place] - placeOrder[b.place] ||
  a.rank - b.rank ||
  byCodeUnits(a.sku, b.sku) ||
  byCodeUnits(a.lot, b.lot);

function insert<Key>(index: Map<Key, StockRow[]>, key: Key, row: StockRow): void {
  const rows = index.get(key) ?? [];
  if (rows.length === 0) index.set(key, rows);
  const next = rows.findIndex((other) => along(row, other) < 0);
  rows.splice(next < 0 ? rows.length : next, 0, row);
}

function write(holder: Holder, desk: Desk): void {
  const { kind, id, body } = documentOf(holder);
  if (body) desk.put(kind, id, body);
  else desk.remove(kind, id);
}

/** Places and totes that hold nothing any more leave no document, but storage keeps what it was filled to. */
function documentOf(holder: Holder): Omit<Kept, "body"> & { readonly body: object | undefined } {
  const { sku, lot } = holder;
  const code = codeOf(sku);
  const { client } = holder.kind === "sheet" ? holder : holder.sheet;
  switch (holder.kind) {
    case "sheet": {
      const { supplier, shipped, destroyed, adjusted, between } = holder;
      return {
        kind: outsideKind,
        id: keyOf(client, `${code}|${lot}`),
        body: { client, sku, lot, supplier, shipped, destroyed, adjusted, between },
      };
    }
    case "transit": {
      const { tote, units } = holder;
      return {
        kind: transitKind,
        id: keyOf(client, `${tote}|${code}|${lot}`),
        body: units > 0 ? { client, tote, sku, lot, units } : undefined,
      };
    }
    case "row": {
      const { location, available, allocated, frozen, received, held, defective, condemned, nominal } =
        holder;
      const units = { available, allocated, frozen, received, held, defective, condemned };
      const isKept = unitsOf(holder) > 0 || nominal > 0;
      const body = isKept ? { client, location, sku, lot, ...units, nominal } : undefined;
      return { kind: stockKind, id: keyOf(client, `${location}|${code}|${lot}`), body };
    }
  }
}
