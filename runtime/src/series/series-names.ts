/** The names of what is measured, each known by a small number from its first point on, so that a point waits as four numbers. */

export interface SeriesName {
  readonly device: string;
  readonly quantity: string;
  readonly unit: string;
}

/** A site of 10,000 devices with five quantities each; a device that invents names cannot fill memory or a store's index beyond this. */
const namesMax = 50_000;

/** Control characters and backslashes end a line, or escape what ends a tag, in the line protocol; no device of the house has them. */
const NAME = /^[^\p{Cc}\p{Cs}\u2028\u2029\\]{1,128}$/u;

/** The last moment that a `Date` can name, in ms since the epoch. */
const timeMax = 8_640_000_000_000_000;

export class SeriesNames {
  readonly #numbers = new Map<string, Map<string, Map<string, number>>>();
  readonly #names: SeriesName[] = [];

  get all(): readonly SeriesName[] {
    return this.#names;
  }

  /** The number of this series, or `undefined` when no store could hold the name. */
  numberOf(device: string, quantity: string, unit: string): number | undefined {
    return this.#numbers.get(device)?.get(quantity)?.get(unit) ?? this.#add({ device, quantity, unit });
  }

  #add(name: SeriesName): number | undefined {
    const { device, quantity, unit } = name;
    if (this.#names.length >= namesMax || ![device, quantity, unit].every(isName)) return undefined;
    const quantities = this.#numbers.get(device) ?? new Map<string, Map<string, number>>();
    const units = quantities.get(quantity) ?? new Map<string, number>();
    this.#numbers.set(device, quantities);
    quantities.set(quantity, units);
    const number = this.#names.push(name) - 1;
    units.set(unit, number);
    return number;
  }
}

const isName = (text: unknown): boolean => typeof text === "string" && NAME.test(text);

/** Whether a value and its time can be kept at all. */
export const canKeep = (value: number, at: number): boolean =>
  Number.isFinite(value) && at >= 0 && at <= timeMax;
