/**
 * Whose ledger this is: one site's, and what names nobody in it is that site's own client's. Said once, by the first house that wrote it, so that no other site's house goes on with it: all
 * that stands in it would be somebody else's.
 */
import { FloorplaneError } from "@floorplane/contracts/errors";
import type { ClientId, SiteId } from "@floorplane/contracts/ids";
import type { Desk, Kept, Restore } from "@floorplane/runtime/room";
import { ledgerOwnerKind } from "./ledger-owner.kind.ts";
import type { Store, Stores } from "./stores.ts";

const id = "wms-bridge";

export class LedgerOwner implements Store {
  readonly #site: SiteId;
  readonly #client: ClientId;
  #isSaid = false;

  constructor(stores: Stores, { site, client }: { readonly site: SiteId; readonly client: ClientId }) {
    this.#site = site;
    this.#client = client;
    stores.register(this);
  }

  flush(desk: Desk): void {
    if (!this.#isSaid) desk.put(ledgerOwnerKind, id, this.#body());
    this.#isSaid = true;
  }

  *kept(): Iterable<Kept> {
    if (this.#isSaid) yield { kind: ledgerOwnerKind, id, body: this.#body() };
  }

  async restore(read: Restore): Promise<void> {
    for (const { body } of await read.documents(ledgerOwnerKind)) {
      if (body.site !== this.#site)
        throw refused(
          "site",
          `this ledger is of site ${body.site}, and site.yaml is of ${this.#site}: give each site a ledger of its own (ledger: or --ledger, or another state folder), or name the site as before`,
        );
      if (body.client !== this.#client)
        throw refused(
          "client",
          `what names nobody in this ledger is of client ${body.client}, and site.yaml's own client is ${this.#client}: write client: ${body.client}, and ${this.#client} under clients:`,
        );
      this.#isSaid = true;
    }
  }

  #body() {
    return { site: this.#site, client: this.#client };
  }
}

const refused = (field: string, message: string): FloorplaneError =>
  new FloorplaneError({ code: "ledger-failed", message, field });
