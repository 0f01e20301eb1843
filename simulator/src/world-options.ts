/** What a world is made of and what it is connected to. */
import type { HttpOut } from "@floorplane/contracts/http";
import type { ClientId } from "@floorplane/contracts/ids";
import type { LocationRow, Site } from "@floorplane/contracts/site";
import type { Item } from "@floorplane/contracts/wms.schema";
import type { Rectangle } from "@floorplane/layout/geometry";
import type { Layout } from "@floorplane/layout/layout";
import type { BusConnector, Identity } from "@floorplane/runtime/bus/bus";
import type { Clock, Timers } from "@floorplane/runtime/clock/clock";
import type { Log } from "@floorplane/runtime/log";
import type { Random } from "@floorplane/runtime/random";
import type { StandingLoad } from "./goods/loads.ts";
import type { StockRow } from "./goods/slotting.ts";
import type { Mishaps } from "./mishaps/mishaps.ts";
import type { Demand } from "./orders/demand.ts";
import type { Misbehaviour } from "./robots/misbehaviour.ts";
import type { RobotParameters } from "./robots/parameters.ts";
import type { OtherClient } from "./wms/other-client.ts";
import type { WorldFile } from "./world-file.ts";

export interface WorldOptions {
  readonly site: Site;
  readonly layout: Layout;
  readonly locations: readonly LocationRow[];
  readonly items: readonly Item[];
  /** What the WMS tells the house to be on the shelves; the world's own shelves are a little different. */
  readonly opening: readonly StockRow[];
  readonly demand: Demand;
  /** Further clients of the site; none where absent. */
  readonly others?: readonly OtherClient[];
  readonly timers: Timers;
  /** By which webhooks are stamped, the house's and the world's alike; `timers` where absent. */
  readonly wall?: Clock;
  readonly random: Random;
  readonly connector: BusConnector;
  readonly http: HttpOut;
  /** Base URL of the house's HTTP door; paths are appended. */
  readonly houseUrl: string;
  /** Base URL of the house's screens, for those who pack at one; nobody does where absent. */
  readonly screensUrl?: string;
  /** What the WMS of a client shows at that door: its program's token. */
  readonly headersOf: (client: ClientId) => Readonly<Record<string, string>>;
  /** `whsec_` and base64, as the house was told. */
  readonly webhookSecret: string;
  readonly log: Log;
  /** The world's memory over restarts; none on a virtual clock. */
  readonly file?: WorldFile;
  /** User name and password for a client id, where the broker asks for them. */
  readonly credentials?: (clientId: string) => Pick<Identity, "username" | "password">;
  readonly options?: {
    /** Share of bins that differ from the papers; 0.005 where absent. */
    readonly wrongBins?: number;
    readonly people?: number;
    /** What stands at stations on day 0 and is no tote of the house. */
    readonly loads?: readonly (StandingLoad & { readonly station: string })[];
    /** Share of people's answers that are written otherwise than they should be: in other spellings, or wrongly. None where absent. */
    readonly wrongForms?: number;
    /** Share of people's scans that are of something else, of nothing, or of one unit twice, and of the units that they take wrongly. None where absent. */
    readonly wrongScans?: number;
    /** Share of the parcels that the gate's reader never sees (`portal.missed`): people answer for them. None where absent. */
    readonly portalMissed?: number;
    /** `built`: somebody at the dock builds pallets of what asks for them, and drives them out. `driven-out`: somebody else builds them at the house's door, and only what is closed is driven out. Nobody does either where absent, and what asks for a pallet goes out by itself. */
    readonly pallets?: "built" | "driven-out";
    /** Goes on with the demand's further days for ever: a demo. Otherwise the demand's own requests are all, and the world can be done. */
    readonly endless?: boolean;
    /** Others use the door beside this world's own WMS: what they bring lies here too. */
    readonly withOthers?: boolean;
    readonly robot?: Partial<RobotParameters> & { readonly loadOverhangM?: number };
    /** Where bad luck and bad faith reach a robot's messages; honest robots on perfect lines where absent. */
    readonly misbehaviour?: (robot: string) => Misbehaviour;
    /** What goes wrong with goods because somebody asks for it; only chance where absent. */
    readonly mishaps?: Mishaps;
    /** Racks of the site where absent. */
    readonly solids?: readonly Rectangle[];
    /** For the judge; a robot with a tote where absent. */
    readonly hasTransport?: (robot: string) => boolean;
    /** For the judge; a loaded robot near a busy bench where absent. */
    readonly isQueueing?: (robot: string) => boolean;
    /** Takes pieces of `positions.csv`. */
    readonly writePositions?: (text: string) => void;
  };
}
