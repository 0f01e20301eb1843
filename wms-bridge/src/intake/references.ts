/** Numbers of the WMS that leave no order behind: returns, write-offs, receipts. The same number with the same content is the same request, whatever its key. */
import type { Desk } from "@floorplane/runtime/room";
import type { RememberedNumbers, WithNumbers } from "../keeping/remembered-numbers.ts";
import { Shelf } from "../keeping/shelf.ts";
import type { Stores } from "../keeping/stores.ts";
import { hashOf } from "./hash.ts";
import { type Reference, type Referred, referenceKind } from "./reference.kind.ts";
import { Refusal } from "./refusal.ts";

/** What the WMS asked for, by its own number of it. */
export interface Numbered {
  readonly what: Referred;
  readonly number: string;
}

/** No two things of one kind have one number. */
export const nameOf = ({ what, number }: Numbered): string => `${what}/${number}`;

export interface WithReferences {
  readonly references: References;
}

export class References extends Shelf<string, Reference> {
  readonly #numbers: RememberedNumbers;

  constructor(stores: Stores, numbers: RememberedNumbers, keptMs: number) {
    super(stores, {
      kind: referenceKind,
      id: nameOf,
      body: (reference) => ({ ...reference }),
      read: (reference) => reference,
      isOver: ({ at }, now) => at < now - keptMs,
    });
    this.#numbers = numbers;
  }

  /** Its number is remembered. */
  override remove(reference: Reference): void {
    const { requestHash } = reference;
    this.#numbers.remember({ number: nameOf(reference), requestHash, ending: "taken" });
    super.remove(reference);
  }
}

export function isKnown(
  { references, numbers }: WithReferences & WithNumbers,
  asked: Numbered,
  request: object,
): Reference | undefined {
  const name = nameOf(asked);
  const known = references.get(name);
  if (!known && numbers.find(name))
    throw new Refusal(
      "conflict",
      `${name} was taken more than a month ago and is not done a second time; send new goods under a new number`,
      { field: asked.what },
    );
  if (known && known.requestHash !== hashOf(JSON.stringify(request)))
    throw new Refusal("conflict", `${name} is known with another content`, { field: asked.what });
  return known;
}

export function remember(
  { references }: WithReferences,
  desk: Desk,
  asked: Numbered,
  request: object,
  units: number,
): void {
  references.add({ ...asked, requestHash: hashOf(JSON.stringify(request)), at: desk.now, units });
}
