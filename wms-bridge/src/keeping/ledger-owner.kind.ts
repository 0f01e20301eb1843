/** Whose ledger this is. */
import type { ClientId, SiteId } from "@floorplane/contracts/ids";
import { fields, kind, named } from "@floorplane/contracts/kind";

export const ledgerOwnerKind = kind(
  "ledger-owner",
  1,
  fields({
    site: named<SiteId>(),
    /** Whose orders and goods those are that name nobody. */
    client: named<ClientId>(),
  }),
);
