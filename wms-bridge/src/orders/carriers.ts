/**
 * Who carries a parcel and to which region it belongs, by destination country: the site's own table, or the usual one. A country that nobody knows has no carrier until a person says which, so that
 * nothing is sent around the world for a misspelt name.
 */
import type { CarrierRow } from "@floorplane/contracts/site-carriers";
import { type CountryCode, countryOf } from "./countries.ts";

export interface Carriage {
  readonly carrier: string;
  readonly region: string;
}

export interface WithCarriers {
  readonly carriers: Carriers;
}

/** Of an order whose country nobody knows. */
export const unassigned: Carriage = { carrier: "unassigned", region: "unknown" };

export class Carriers {
  readonly #rows: ReadonlyMap<string, CarrierRow>;
  /** Who serves a country, the first first; under nothing those that serve all others. */
  readonly #serving = new Map<CountryCode | undefined, Carriage[]>();

  readonly #first: CarrierRow;

  /** @param rows judged: at least one, countries known, carriers named once. */
  constructor(rows: readonly CarrierRow[]) {
    this.#first = rows[0]!;
    this.#rows = new Map(rows.map((row) => [row.carrier, row]));
    for (const { carrier, regions } of rows)
      for (const { region, countries } of regions)
        for (const code of countries?.map(countryOf) ?? [undefined])
          this.#serving.set(code, [...(this.#serving.get(code) ?? []), { carrier, region }]);
  }

  /** The destination as the sender wrote it. */
  carriageTo(country: string): Carriage {
    const code = countryOf(country);
    return (code === undefined ? undefined : this.#servingTo(code)[0]) ?? unassigned;
  }

  /** The same by the carrier that is named; undefined where it does not go there. Whoever names one for a country that nobody knows is believed. */
  by(carrier: string, country: string): Carriage | undefined {
    const code = countryOf(country);
    if (code !== undefined) return this.#servingTo(code).find((carriage) => carriage.carrier === carrier);
    return this.#rows.has(carrier) ? { carrier, region: unassigned.region } : undefined;
  }

  /** All that the site has, and the word for orders that have none yet. */
  names(): string[] {
    return [...this.#rows.keys(), unassigned.carrier];
  }

  /** Names of those that go there; of all where nobody knows the country. */
  servingTo(country: string): string[] {
    const code = countryOf(country);
    return code === undefined ? [...this.#rows.keys()] : this.#servingTo(code).map(({ carrier }) => carrier);
  }

  #servingTo(code: CountryCode): readonly Carriage[] {
    return [...(this.#serving.get(code) ?? []), ...(this.#serving.get(undefined) ?? [])];
  }

  /** Of an order whose carrier nobody knows yet, the first: it is to be ready then. */
  row(carrier: string): CarrierRow {
    return this.#rows.get(carrier) ?? this.#first;
  }
}
