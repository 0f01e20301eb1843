/** Whose a document is. Two clients may call two things by one name, so that the key of a row begins with its client; rows of before named none, and are the site's own client's. */
import type { ClientId } from "@floorplane/contracts/ids";
import { named, orNull } from "@floorplane/contracts/kind";

/** In a kind: null where a row of before named none. */
export const client = orNull(named<ClientId>());

/** Upgrade of a kind's last version without a client. */
export const ofBefore = (body: object): object => ({ client: null, ...body });

export type OfClient<Body> = Omit<Body, "client"> & { readonly client: ClientId };

/** A row as its store reads it. */
export const given = <Body extends { readonly client: ClientId | null }>(
  body: Body,
  own: ClientId,
): OfClient<Body> => ({ ...body, client: body.client ?? own });

/** How a store tells whose each thing is. */
export interface Owner {
  /** Whose things are meant where nobody is named. */
  readonly own: ClientId;
  /**
   * Who gives the ids. What the house numbers is found by its number alone, what a client numbers by client and number; what the floor calls by a name of its own (`client-names.ts`),
   * orders and goods, by that.
   */
  readonly ids: "client" | "house" | "names";
}

export const keyOf = (owner: ClientId, id: string): string => `${owner}/${id}`;
