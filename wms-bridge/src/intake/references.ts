/** Numbers of the WMS that leave no order behind: returns, write-offs, receipts. The same number with the same content is the same request, whatever its key. */
import type { Desk } from "@floorplane/runtime/room";
import type { RememberedNumbers, WithNumbers } from "../keeping/remembered-numbers.ts";
import { Shelf } from "../keeping/shelf.ts";
import type { Stores } from "../keeping/stores.ts";
import { hashOf } from "./hash.ts";
import { type Reference, referenceKind } from "./reference.kind.ts";
import { Refusal } from "./refusal.ts";

export interface WithReferences {
  readonly references: References;
}

export class References extends Shelf<string, Reference> {
  readonly #numbers: RememberedNumbers;

  constructor(stores: Stores, numbers: RememberedNumbers, keptMs: number) {
    super(stores, {
      kind: referenceKind,
      id: ({ id }) => id,
      body: (reference) => ({ ...reference }),
      read: (reference) => reference,
      isOver: ({ at }, now) => at < now - keptMs,
    });
    this.#numbers = numbers;
  }

  /** Its number is remembered. */
  override remove(reference: Reference): void {
    const { id: number, requestHash } = reference;
    this.#numbers.remember({ number, requestHash, ending: "taken" });
    super.remove(reference);
  }
}

export function isKnown(
  { references, numbers }: WithReferences & WithNumbers,
  id: string,
  request: object,
): Reference | undefined {
  const known = references.get(id);
  if (!known && numbers.find(id))
    throw new Refusal(
      "conflict",
      `${id} was taken more than a month ago and is not done a second time; send new goods under a new number`,
      { field: id.split("/")[0]! },
    );
  if (known && known.requestHash !== hashOf(JSON.stringify(request)))
    throw new Refusal("conflict", `${id} is known with another content`, { field: id.split("/")[0]! });
  return known;
}

export function remember(
  { references }: WithReferences,
  desk: Desk,
  id: string,
  request: object,
  units: number,
): void {
  references.add({ id, requestHash: hashOf(JSON.stringify(request)), at: desk.now, units });
}
