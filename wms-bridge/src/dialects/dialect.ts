/**
 * How a WMS speaks that does not speak as this house does. A connector stands between the two: it asks the WMS through its dialect, hands what it found to the door as any program would, and tells
 * the WMS what the house's feed says. Nothing here is kept but bookmarks; both sides may be asked and told again.
 */
import type { Item, OrderRequest } from "@floorplane/contracts/wms.schema";

/** Something that the WMS wants, as the door takes it. */
export type Wanted =
  | { readonly kind: "order"; readonly order: string; readonly body: Omit<OrderRequest, "client"> }
  | { readonly kind: "cancellation"; readonly order: string }
  /** The WMS's own words cannot be read as an order: nothing goes to the door, and the WMS is told. */
  | { readonly kind: "unreadable"; readonly order: string; readonly why: string };

/** What the door decided about a wish, so that it is not handed over anew each time. */
export interface Decided {
  /** How the wish was written when it was decided; another text is another wish. */
  readonly revision: string;
  /** The house has it, also where it refused to have it changed later. */
  readonly isTaken: boolean;
  /** Why the last text of it was refused. */
  readonly refused?: string;
}

export interface Wishes {
  readonly wishes: readonly Wish[];
  /** Keys of wishes that were decided and stand in the WMS no more. */
  readonly over: readonly string[];
}

/** One event of the house's feed (CloudEvents 1.0.2). */
export interface FeedEvent {
  readonly id: string;
  readonly type: string;
  readonly subject: string;
  readonly time: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A wish with its place in the WMS. */
export interface Wish {
  /** Of this WMS, the same as long as it stands there. */
  readonly key: string;
  readonly revision: string;
  /** Read only where it has to be handed over. */
  readonly read: () => Promise<Wanted>;
}

export interface Dialect {
  readonly name: string;
  /** All that the WMS wants now. Throws `Away` where it cannot be asked. */
  wishes(decided: ReadonlyMap<string, Decided>): Promise<Wishes>;
  /** Items that a refused order names and the house does not know, as the WMS describes them. */
  items(order: string): Promise<readonly Item[]>;
  /** The door's no, where whoever works with the WMS sees it. */
  refused(order: string, why: string): Promise<void>;
  /** Tells once more without harm. Throws `Away` where the WMS may take it later, `Untold` where it never will. */
  tell(event: FeedEvent): Promise<void>;
}

/** The WMS (or the door) cannot be reached or is busy: the same is tried again. */
export class Away extends Error {}
/** The WMS decided against it: the same would be refused tomorrow. */
export class Untold extends Error {}
