/** How a simulated robot reads and writes, by the version of VDA 5050 that its row names. */
import * as wire11 from "@floorplane/contracts/vda5050/v1-1/wire";
import * as wire21 from "@floorplane/contracts/vda5050/v2-1/wire";
import { headerVersions, type VdaVersion } from "@floorplane/contracts/vda5050/versions";

export interface Wire
  extends Pick<
    typeof wire21,
    | "readOrder"
    | "readInstantActions"
    | "writeState"
    | "writeConnection"
    | "writeVisualization"
    | "writeFactsheet"
  > {
  /** What stands in the headers of both sides. */
  readonly headerVersion: string;
  /** Since 2.0 a robot says what it can do. */
  readonly knowsFactsheet: boolean;
}

export const wireOf: Readonly<Record<VdaVersion, Wire>> = {
  "1.1": { ...wire11, headerVersion: headerVersions["1.1"], knowsFactsheet: false },
  "2.0": { ...wire21, headerVersion: headerVersions["2.0"], knowsFactsheet: true },
  "2.1": { ...wire21, headerVersion: headerVersions["2.1"], knowsFactsheet: true },
};
