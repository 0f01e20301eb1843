/** The house's own name in the ids of what it says: drawn at its first start and kept, so that a house begun anew on the same site never repeats an id. */
import type { Random } from "@floorplane/runtime/random";
import type { Desk, Kept, Restore } from "@floorplane/runtime/room";
import type { Store, Stores } from "../keeping/stores.ts";
import { houseNameKind } from "./confirmation.kind.ts";

const id = "wms-bridge";
/** Of 32 letters and digits without those that look alike: 80 bits. */
const letters = "0123456789abcdefghjkmnpqrstvwxyz";
const length = 16;

export class HouseName implements Store {
  #name = "";
  #isNew = false;

  constructor(stores: Stores) {
    stores.register(this);
  }

  /** Empty before the first start. */
  get name(): string {
    return this.#name;
  }

  begin(random: Random): void {
    if (this.#name !== "") return;
    const chance = random.split(houseNameKind.name);
    for (let drawn = 0; drawn < length; drawn++) this.#name += letters[chance.below(letters.length)];
    this.#isNew = true;
  }

  flush(desk: Desk): void {
    if (this.#isNew) desk.put(houseNameKind, id, { name: this.#name });
    this.#isNew = false;
  }

  *kept(): Iterable<Kept> {
    if (this.#name !== "") yield { kind: houseNameKind, id, body: { name: this.#name } };
  }

  async restore(read: Restore): Promise<void> {
    for (const { id: found, body } of await read.documents(houseNameKind))
      if (found === id) this.#name = body.name;
  }
}
