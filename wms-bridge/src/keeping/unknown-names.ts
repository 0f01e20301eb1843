/**
 * Names that came from the floor and that nobody here knows: a parcel that leaves, a tote on a robot, an answer to a task. Each is told to people until a day
 * after it was last seen; of very many the first are named, and one alarm stands for the rest.
 */
import type { Desk } from "@floorplane/runtime/room";
import { clearAlarm, raiseAlarm } from "./alarms.ts";
import { Shelf } from "./shelf.ts";
import type { Stores } from "./stores.ts";
import { type UnknownKind, type UnknownName, unknownNameKind } from "./unknown-name.kind.ts";

export interface UnknownDue {
  readonly type: "unknown.forgotten";
  readonly kind: UnknownKind;
  readonly name: string;
}

/** Named of each kind; somebody else's pallet in the portal is one trouble and not a hundred. */
const namedMax = 20;
/** Stands for those that are not named. */
const others = "others";

const idOf = ({ kind, name }: UnknownName): string => `${kind}/${name}`;

export interface WithUnknownNames {
  readonly unknownNames: UnknownNames;
}

export class UnknownNames {
  readonly #names: Shelf<string, UnknownName>;
  readonly #forgottenMs: number;

  constructor(stores: Stores, forgottenMs: number) {
    this.#forgottenMs = forgottenMs;
    this.#names = new Shelf(stores, {
      kind: unknownNameKind,
      id: idOf,
      body: (one) => ({ ...one }),
      read: (one) => one,
    });
  }

  /** `where`: who saw it. Again and again is once, until it was not seen for a while. */
  seen(desk: Desk, kind: UnknownKind, name: string, where: string): void {
    const named = [...this.#names.all()].filter((one) => one.kind === kind);
    const isNamed = this.#names.get(idOf({ kind, name })) !== undefined || named.length < namedMax;
    const one: UnknownName = { kind, name: isNamed ? name : others };
    if (this.#names.get(idOf(one)) === undefined) {
      this.#names.add(one);
      raiseAlarm(desk, `${kind}.unknown`, one.name, { name: name.slice(0, 64), where });
    }
    const due: UnknownDue = { type: "unknown.forgotten", ...one };
    desk.due(`unknown/${idOf(one)}`, desk.now + this.#forgottenMs, due);
  }

  forget(desk: Desk, { kind, name }: UnknownDue): void {
    const one = this.#names.get(idOf({ kind, name }));
    if (!one) return;
    this.#names.remove(one);
    clearAlarm(desk, `${kind}.unknown`, name);
  }
}
