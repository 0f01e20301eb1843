/** Versions of VDA 5050 that robots of a site may speak. */
import { protocolVersion as version21 } from "./v2-1/header.ts";
import { protocolVersion as version30 } from "./v3-0/header.ts";

export const vdaVersions = ["1.1", "2.0", "2.1", "3.0"] as const;
export type VdaVersion = (typeof vdaVersions)[number];

/** Of a robot whose row says nothing else. */
export const usualVersion: VdaVersion = "2.1";

/** What stands in the headers of each (clause 6.3: major.minor.patch). */
export const headerVersions: Readonly<Record<VdaVersion, string>> = {
  "1.1": "1.1.0",
  "2.0": "2.0.0",
  "2.1": version21,
  "3.0": version30,
};
