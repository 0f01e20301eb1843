import type { Site } from "@floorplane/contracts/site";
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
  /** Robots of a drawn floor that read bins at once when they have nothing else to do; 2 where absent. */
  readonly countingRobots?: number;
  /** Share of tags that a read round misses, and of the next bin's tags that it takes for this one's. */
  readonly readsMissed?: number;
  readonly readsStray?: number;
  /** Share of the parcels that the gate's reader never sees. */
  readonly portalMissed?: number;
  readonly json?: true;
}
