/** How a simulated robot reads and writes, by the version of VDA 5050 that its row names. */
import type { Header } from "@floorplane/contracts/vda5050/header";
import * as wire11 from "@floorplane/contracts/vda5050/v1-1/wire";
import type { Factsheet } from "@floorplane/contracts/vda5050/v2-1/factsheet.schema";
import type { State } from "@floorplane/contracts/vda5050/v2-1/state.schema";
import type { Visualization } from "@floorplane/contracts/vda5050/v2-1/visualization.schema";
import * as wire21 from "@floorplane/contracts/vda5050/v2-1/wire";
import { headerVersions, type VdaVersion } from "@floorplane/contracts/vda5050/versions";
import * as commands30 from "./commands-3-0.ts";
import * as reports30 from "./reports-3-0.ts";

export interface Wire extends Pick<typeof wire21, "readOrder" | "readInstantActions" | "writeConnection"> {
  /** `isInstant`: what is no action of its order. */
  readonly writeState: (state: State, isInstant: (actionId: string) => boolean) => Uint8Array;
  readonly writeFactsheet: (message: Factsheet & Header) => Uint8Array;
  /** `stateHeaderId`: of the state that it said last. */
  readonly writeVisualization: (
    message: Header & Pick<Visualization, "agvPosition" | "velocity">,
    stateHeaderId: number,
  ) => Uint8Array;
  /** What stands in the headers of both sides. */
  readonly headerVersion: string;
  /** Since 2.0 a robot says what it can do. */
  readonly knowsFactsheet: boolean;
  /** Since 3.0 a new order has update id 0 (clause 6.1). */
  readonly beginsAtZero: boolean;
}

export const wireOf: Readonly<Record<VdaVersion, Wire>> = {
  "1.1": { ...wire11, headerVersion: headerVersions["1.1"], knowsFactsheet: false, beginsAtZero: false },
  "2.0": { ...wire21, headerVersion: headerVersions["2.0"], knowsFactsheet: true, beginsAtZero: false },
  "2.1": { ...wire21, headerVersion: headerVersions["2.1"], knowsFactsheet: true, beginsAtZero: false },
  "3.0": {
    ...commands30,
    ...reports30,
    headerVersion: headerVersions["3.0"],
    knowsFactsheet: true,
    beginsAtZero: true,
  },
};
