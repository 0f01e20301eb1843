/** What stands as a warning, and what is to be looked at for one. */
import type { ClientId, Sku } from "@floorplane/contracts/ids";
import type { WarningLimits } from "@floorplane/contracts/warnings.schema";
import type { WithItems } from "../goods/items.ts";
import { Shelf } from "../keeping/shelf.ts";
import type { Stores } from "../keeping/stores.ts";
import { type Moved, movedKind, type Warning, warningKind } from "./warning.kind.ts";

export interface WithWarnings {
  readonly warnings: Warnings;
  readonly movements: Shelf<Sku, Moved>;
}

export const movementsOf = (stores: Stores, client: ClientId): Shelf<Sku, Moved> =>
  new Shelf<Sku, Moved>(stores, {
    kind: movedKind,
    id: ({ sku }) => sku,
    owner: { own: client, ids: "names" },
    body: (moved) => ({ ...moved }),
    read: (moved) => moved,
  });

export interface WarningsOptions {
  readonly client: ClientId;
  readonly items: WithItems["items"];
  /** What the site's file says for a client. */
  readonly limitsOf: (client: ClientId) => WarningLimits;
}

export class Warnings extends Shelf<string, Warning> {
  readonly #options: WarningsOptions;
  /** Goods to be looked at; after a restart all are. */
  readonly toLook = new Set<Sku>();
  #isAsked = false;

  constructor(stores: Stores, options: WarningsOptions) {
    super(stores, {
      kind: warningKind,
      id: nameOf,
      owner: { own: options.client, ids: "names" },
      body: (warning) => ({ ...warning }),
      read: (warning) => warning,
    });
    this.#options = options;
  }

  /** These are to be looked at soon. */
  ask(sku: Sku): void {
    this.toLook.add(sku);
    this.#isAsked = true;
  }

  /** Whether some were asked about since this was called last. */
  takeAsked(): boolean {
    const isAsked = this.#isAsked;
    this.#isAsked = false;
    return isAsked;
  }

  /** The item's own go before its client's, and those before the site's. */
  limitsOf(sku: Sku): WarningLimits {
    const { items, limitsOf } = this.#options;
    const { client, kind, warnings } = items.need(sku);
    return kind === "service" ? {} : { ...limitsOf(client), ...warnings };
  }

  find(what: Pick<Warning, "kind" | "sku" | "lot">): Warning | undefined {
    return this.get(nameOf(what));
  }

  /** Lots of these goods that somebody is warned of. */
  *lotsOf(sku: Sku): Iterable<Warning> {
    for (const warning of this.all()) if (warning.kind === "expiry" && warning.sku === sku) yield warning;
  }
}

const nameOf = ({ kind, sku, lot }: Pick<Warning, "kind" | "sku" | "lot">): string =>
  `${sku}|${kind}|${lot ?? ""}`;
