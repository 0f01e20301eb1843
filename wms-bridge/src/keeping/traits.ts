/** What is at hand for whoever decides, beside the stores, which say themselves how one asks for them. A function asks for as many of these as it needs and takes whatever has them. */
import type { ClientId, SiteId } from "@floorplane/contracts/ids";
import type { Allocation } from "@floorplane/contracts/states";
import type { Log } from "@floorplane/runtime/log";

export interface WithLog {
  readonly log: Log;
}

/** How totes are formed here. */
export interface WithSharing {
  /** Orders that leave room in a tote share it: the site's stations sort. */
  readonly sharesTotes: boolean;
  /** Robots of the site. */
  readonly robots: number;
}

export interface WithSite {
  readonly siteId: SiteId;
  /** Whose goods and orders are meant where none is named. */
  readonly client: ClientId;
  /** All whose goods may stand here, this one among them. */
  readonly clients: ReadonlySet<ClientId>;
  /** What holds for its orders that do not say it themselves. */
  readonly allocationOf: (client: ClientId) => Allocation;
}
