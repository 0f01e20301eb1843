/** People at the simulated dock, for each client of the site, since each has trucks and manifests of its own. */
import { ClientId } from "@floorplane/contracts/ids";
import type { OutboundPortal } from "../stations/outbound-portal.ts";
import type { WorldFile } from "../world-file.ts";
import type { WorldOptions } from "../world-options.ts";
import { DockClerk } from "./dock-clerk.ts";
import { Palletiser } from "./palletiser.ts";

export interface DockPerson {
  start(): void;
  stop(): void;
}

export interface DockPeopleOptions
  extends Pick<WorldOptions, "http" | "houseUrl" | "headersOf" | "timers" | "site" | "options" | "others"> {
  readonly file: WorldFile;
  readonly portal: OutboundPortal;
  /** What the reader missed, and somebody has said of it that it left. */
  readonly answeredFor: Set<string>;
}

/** A clerk where the reader misses something, and whoever builds pallets where any are asked for. */
export function dockPeople({
  http,
  houseUrl: baseUrl,
  headersOf,
  timers,
  site,
  options = {},
  others = [],
  file,
  portal,
  answeredFor,
}: DockPeopleOptions): DockPerson[] {
  const { portalMissed = 0, pallets } = options;
  const clients = [ClientId(site.client), ...others.map(({ client }) => client)];
  return clients.flatMap((client): DockPerson[] => {
    const wires = { http, baseUrl, headers: headersOf(client), timers };
    const clerk = (): DockPerson =>
      new DockClerk({
        ...wires,
        hasPallets: pallets !== undefined,
        dock: {
          wentOut: (sscc) => portal.wentOut(sscc),
          missed: () => portal.missed.size - answeredFor.size,
          answeredFor: (sscc) => answeredFor.add(sscc),
        },
      });
    const palletiser = (): DockPerson =>
      new Palletiser({ ...wires, client, file, dock: portal, builds: pallets === "built" });
    return [...(portalMissed > 0 ? [clerk()] : []), ...(pallets === undefined ? [] : [palletiser()])];
  });
}
