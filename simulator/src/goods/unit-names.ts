/** Serial numbers of units of goods that are kept by them, as their labels say: those that lie in a bin or stand at receiving. In a tote a unit bears its own on its tag. */
import type { WorldFile } from "../world-file.ts";

/** Of a bin its location. */
export type Spot = string;
export const atReceiving: Spot = "@receiving";

export class UnitNames {
  readonly #file: WorldFile;
  readonly #names = new Map<string, readonly string[]>();

  constructor(file: WorldFile) {
    this.#file = file;
    for (const { id, body } of file.all("names")) this.#names.set(id, body as readonly string[]);
  }

  /** In the order in which they came. */
  at(spot: Spot, sku: string): readonly string[] {
    return this.#names.get(keyOf(spot, sku)) ?? none;
  }

  lay(spot: Spot, sku: string, names: readonly string[]): void {
    if (names.length > 0) this.#set(spot, sku, [...this.at(spot, sku), ...names]);
  }

  /** So many units go: those that came first, where as many have a name. */
  take(spot: Spot, sku: string, units: number): readonly string[] {
    const here = this.at(spot, sku);
    if (here.length === 0 || units <= 0) return none;
    this.#set(spot, sku, here.slice(units));
    return here.slice(0, units);
  }

  #set(spot: Spot, sku: string, names: readonly string[]): void {
    const key = keyOf(spot, sku);
    if (names.length > 0) this.#names.set(key, names);
    else this.#names.delete(key);
    if (names.length > 0) this.#file.put("names", key, names);
    else this.#file.remove("names", key);
  }
}

const keyOf = (spot: Spot, sku: string): string => `${spot}|${sku}`;
const none: readonly string[] = [];
