/** The stock book as screens are told of it: every row of a place or a tote, summed up by whatever is asked for. */
import { codeOf } from "@floorplane/contracts/client-names";
import type { StockDocument, TransferDocument, TransitDocument } from "@floorplane/contracts/documents";
import { byCodeUnits, type Sku } from "@floorplane/contracts/ids";
import { markIn, onlyThese, pageOf, perPageIn, type Query, textIn, wordsIn } from "./list-query.ts";
import {
  type ListPage,
  type StockRow,
  type StockSummary,
  type StockView,
  stockViews,
  type UnitState,
  unitStates,
} from "./protocol.ts";

type Units = Record<UnitState, number>;

/** One place or tote with goods of one SKU and lot. */
interface Held {
  readonly client: string;
  readonly place: string;
  readonly sku: Sku;
  readonly lot: string;
  readonly units: Readonly<Units>;
}

export const stockFilters = ["after", "perPage", "by", "sku", "place", "lot", "client", "state"] as const;

const none = (): Units =>
  ({
    available: 0,
    allocated: 0,
    inTransit: 0,
    betweenSites: 0,
    frozen: 0,
    received: 0,
    held: 0,
    defective: 0,
    condemned: 0,
  }) satisfies Units;

export class StockBoard {
  readonly #rows = new Map<string, Held>();
  /** Keys of the rows of each transfer. */
  readonly #ofTransfers = new Map<string, readonly string[]>();
  /** Whose goods those are that name nobody. */
  readonly #own: string;

  constructor(own: string) {
    this.#own = own;
  }

  put(key: string, body: StockDocument): void {
    const { location: place, sku, lot, available, allocated, frozen, received = 0 } = body;
    const { held, defective, condemned } = body;
    const units = { ...none(), available, allocated, frozen, received, held, defective, condemned };
    this.#keep(key, { client: body.client ?? this.#own, place, sku, lot, units });
  }

  ride(key: string, { client: whose, tote: place, sku, lot, units: inTransit }: TransitDocument): void {
    const client = whose ?? this.#own;
    this.#keep(key, { client, place, sku, lot, units: { ...none(), inTransit } });
  }

  /** What has left for another warehouse and is at neither: a row each of its goods, under that warehouse's name. */
  leave(key: string, { client, to: place, lines }: TransferDocument): void {
    this.settled(key);
    const keys = lines.map(({ sku, lot, left, arrived, lost }) => {
      const line = `${key} ${sku} ${lot}`;
      const units = { ...none(), betweenSites: left - arrived - lost };
      this.#keep(line, { client, place, sku, lot, units });
      return line;
    });
    this.#ofTransfers.set(key, keys);
  }

  settled(key: string): void {
    for (const line of this.#ofTransfers.get(key) ?? []) this.#rows.delete(line);
    this.#ofTransfers.delete(key);
  }

  remove(key: string): void {
    this.#rows.delete(key);
  }

  get size(): number {
    return this.#rows.size;
  }

  summary(): Pick<StockSummary, "units" | "clients"> {
    const units = none();
    const clients = new Set<string>();
    for (const row of this.#rows.values()) {
      clients.add(row.client);
      for (const state of unitStates) units[state] += row.units[state];
    }
    return { units, clients: [...clients].sort(byCodeUnits) };
  }

  page(query: Query, at: number): ListPage<StockRow> {
    onlyThese(query, stockFilters);
    const [by = "place"] = [...(wordsIn(query, "by", stockViews) ?? [])] as StockView[];
    const isWanted = filterOf(query);
    const states = wordsIn(query, "state", unitStates);
    const sums = new Map<string, Sum>();
    for (const row of this.#rows.values()) if (isWanted(row)) addTo(sums, by, row);
    const having = function* (): Iterable<Sum> {
      for (const sum of sums.values())
        if (!states || unitStates.some((state) => states.has(state) && sum.units[state] > 0)) yield sum;
    };
    return pageOf(having(), {
      mark: ({ key }) => ({ rank: 0, name: key }),
      after: markIn(query),
      perPage: perPageIn(query),
      row: ({ units, ...sum }): StockRow => ({ ...sum, ...units }),
      at,
    });
  }

  #keep(key: string, row: Held): void {
    // An empty place is nothing that anybody looks for by its goods.
    if (unitStates.some((state) => row.units[state] !== 0)) this.#rows.set(key, row);
    else this.#rows.delete(key);
  }
}

interface Sum extends Omit<StockRow, UnitState | "places"> {
  places: number;
  readonly units: Units;
}

function filterOf(query: Query): (row: Held) => boolean {
  const sku = textIn(query, "sku")?.toUpperCase();
  const place = textIn(query, "place")?.toUpperCase();
  const lot = textIn(query, "lot");
  const client = wordsIn(query, "client");
  return (row) =>
    (!sku || row.sku.toUpperCase() === sku || codeOf(row.sku).toUpperCase().startsWith(sku)) &&
    (!place || row.place.toUpperCase().startsWith(place)) &&
    (!lot || row.lot === lot) &&
    (!client || client.has(row.client));
}

function addTo(sums: Map<string, Sum>, by: StockView, { client, place, sku, lot, units }: Held): void {
  const key =
    by === "place" ? `${place} ${sku} ${lot}` : by === "sku" ? sku : by === "lot" ? `${sku} ${lot}` : client;
  let sum = sums.get(key);
  if (!sum) {
    sum = {
      key,
      client,
      place: by === "place" ? place : null,
      sku: by === "client" ? null : sku,
      lot: by === "place" || by === "lot" ? lot : null,
      places: 0,
      units: none(),
    };
    sums.set(key, sum);
  }
  sum.places++;
  for (const state of unitStates) sum.units[state] += units[state];
}
