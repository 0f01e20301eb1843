/** Names that people gave in other tools, as ids that topics and orders can have: each once, and as near to its own as can be. */
import { isId } from "@floorplane/contracts/ids";

/** Room for a number behind a name that stands twice, within the 64 letters of an id. */
const lettersMax = 56;

export class Names {
  readonly #taken = new Set<string>();
  readonly #renamed: [from: string, to: string][] = [];

  /** A new id, made of the name. */
  of(name: string): string {
    const id = this.#free(plain(name));
    this.#taken.add(id);
    if (id !== name) this.#renamed.push([name, id]);
    return id;
  }

  /** Those that had to be changed, in their order. */
  get renamed(): readonly (readonly [from: string, to: string])[] {
    return this.#renamed;
  }

  #free(id: string): string {
    if (!this.#taken.has(id)) return id;
    let number = 2;
    while (this.#taken.has(`${id}~${number}`)) number++;
    return `${id}~${number}`;
  }
}

/** The name itself where it is an id; else with `_` for what no id can have. */
export function plain(name: string): string {
  const id = name
    .replace(/\s+-+\s+/g, "--")
    .replace(/[^A-Za-z0-9_.:~-]+/g, "_")
    .slice(0, lettersMax);
  return isId(id) ? id : `_${id}`.slice(0, lettersMax);
}
