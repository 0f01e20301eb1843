/** Numbers of the WMS that leave no order behind: returns, write-offs, receipts. The same number with the same content is the same request, whatever its key. */
import type { ClientId } from "@floorplane/contracts/ids";
import type { Desk } from "@floorplane/runtime/room";
import { given, type OfClient } from "../../keeping/owned.ts";
import type { RememberedNumbers } from "../../keeping/remembered-numbers.ts";
import { Shelf } from "../../keeping/shelf.ts";
import type { Stores } from "../../keeping/stores.ts";
import { Refusal } from "../answering/refusal.ts";
import { hashOf, hashOfContent } from "./hash.ts";
import { type KeptReference, type Referred, referenceKind } from "./reference.kind.ts";

/** What the WMS asked for, by its own number of it. */
export interface Numbered {
  readonly client: ClientId;
  readonly what: Referred;
  readonly number: string;
}

/** The field of the request that has the number. */
const fields: Readonly<Record<Referred, string>> = {
  return: "return",
  "write-off": "writeOff",
  receipt: "receipt",
  disposition: "disposition",
};

/** No two things of one kind and one client have one number. */
export const nameOf = ({ what, number }: Numbered): string => `${what}/${number}`;

export interface ReferencesOptions {
  /** Whose requests are meant where nobody is named. */
  readonly client: ClientId;
  readonly numbers: RememberedNumbers;
  readonly keptMs: number;
}

export interface WithReferences {
  readonly references: References;
}

/** Whose request it was is in its key. */
export type Reference = OfClient<KeptReference>;

export class References extends Shelf<string, Reference, KeptReference> {
  readonly #client: ClientId;
  readonly #numbers: RememberedNumbers;

  constructor(stores: Stores, { client, numbers, keptMs }: ReferencesOptions) {
    super(stores, {
      kind: referenceKind,
      id: nameOf,
      body: (reference) => ({ ...reference }),
      owner: { own: client, ids: "client" },
      read: (reference) => given(reference, client),
      isOver: ({ at }, now) => at < now - keptMs,
    });
    this.#client = client;
    this.#numbers = numbers;
  }

  /** Its number is remembered. */
  override remove(reference: Reference): void {
    const { requestHash } = reference;
    this.#numbers.remember({ number: this.#numberOf(reference), requestHash, ending: "taken" });
    super.remove(reference);
  }

  /** What was announced under it has come. */
  came(asked: Numbered, units: number): void {
    const known = this.get(nameOf(asked), asked.client);
    if (known) Object.assign(this.write(known), { units });
  }

  /** Whether its number is remembered, without what it was. */
  isRemembered(asked: Numbered): boolean {
    return this.#numbers.find(this.#numberOf(asked)) !== undefined;
  }

  /** Taken, lately or long ago. */
  isTaken(asked: Numbered): boolean {
    return this.get(nameOf(asked), asked.client) !== undefined || this.isRemembered(asked);
  }

  /** Of the site's own client as it was remembered before there were others, and before numbers had slashes. */
  #numberOf(asked: Numbered): string {
    const isPlain = asked.client === this.#client && !asked.number.includes("/");
    return isPlain ? nameOf(asked) : `${nameOf(asked)}/${asked.client}`;
  }
}

export function isKnown(
  { references }: WithReferences,
  asked: Numbered,
  request: object,
): Reference | undefined {
  const name = nameOf(asked);
  const known = references.get(name, asked.client);
  if (!known && references.isRemembered(asked))
    throw new Refusal(
      "conflict",
      `${name} was taken more than a month ago and is not done a second time; send new goods under a new number`,
      { field: fields[asked.what] },
    );
  if (
    known &&
    known.requestHash !== hashOfContent(request) &&
    known.requestHash !== earlierContentOf(request)
  )
    throw new Refusal(
      "conflict",
      `${name} is known with another content; send it as it was, or what is new under a new number`,
      { field: fields[asked.what] },
    );
  return known;
}

export function remember(
  { references }: WithReferences,
  desk: Desk,
  asked: Numbered,
  request: object,
  units: number,
): void {
  references.add({ ...asked, requestHash: hashOfContent(request), at: desk.now, units });
}

/** As houses of before kept it: in the order in which it was sent. */
const earlierContentOf = (request: object): string => hashOf(JSON.stringify(request));
