import type { Site } from "@floorplane/contracts/site";
import type { EvidenceKind } from "@floorplane/contracts/site-evidence";
import type { WayOfPicking } from "@floorplane/contracts/site-picking";
import type { Allocation } from "@floorplane/contracts/states";
import type { FaultName } from "@floorplane/simulator/field-kit/faults";

/** What `floorplane simulate` can be asked. */
export interface SimulateOptions {
  readonly orders?: readonly string[];
  readonly profile?: "retail" | "b2c";
  readonly perDay?: number;
  /** As many as the site has, or 40 where it is drawn. */
  readonly robots?: number;
  readonly seed: number;
  readonly rate: number;
  /** Trucks a day that bring goods; none where absent. */
  readonly deliveries?: number;
  readonly within?: number;
  readonly hours?: number;
  readonly stock?: "tight" | "ample";
  /** What becomes of orders that lack stock, in place of what the site says. */
  readonly allocation?: Allocation;
  /** How totes are formed; shared where neither this nor the site says it. */
  readonly waves?: NonNullable<Site["waves"]>;
  /** Whose hands pick, in place of what the site says. */
  readonly picking?: WayOfPicking;
  /** Pickers on the floor, in place of what the site says. */
  readonly people?: number;
  readonly layout?: string;
  readonly layoutId?: string;
  readonly out?: string;
  /** A file that does not exist yet. */
  readonly ledger?: string;
  /** Faults of the field kit, one after the other. */
  readonly faults?: readonly FaultName[];
  /** Share of people's answers that are written otherwise than they should be. */
  readonly wrongForms?: number;
  /** Share of what people scan that is something else, or nothing, or one unit twice, and now and then the wrong unit in the hand. */
  readonly wrongScans?: number;
  /** Of a drawn floor: units that a bin's count may differ by and one person's word is booked; 5 where absent, none where people scan wrongly. */
  readonly approvalUnits?: number;
  /** What confirms a pick, in place of what the site says. */
  readonly evidence?: readonly EvidenceKind[];
  /** Who packs at every station, in place of what the site says. */
  readonly packing?: "person";
  /** Share of the bins that hold something else than the papers say; 0.005 where absent. */
  readonly plantedWrong?: number;
  /** Robots of a drawn floor that read bins at once when they have nothing else to do; where absent 2, and more where there are many places. */
  readonly countingRobots?: number;
  /** Share of tags that a read round misses, and of the next bin's tags that it takes for this one's. */
  readonly readsMissed?: number;
  readonly readsStray?: number;
  /** Share of the parcels that the gate's reader never sees. */
  readonly portalMissed?: number;
  /** Share of the orders that leave on pallets. */
  readonly onPallets?: number;
  readonly json?: true;
}
