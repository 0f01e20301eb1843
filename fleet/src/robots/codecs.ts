/** Which codec a robot is spoken to with: the one of the version that its row names. */
import type { RobotRow } from "@floorplane/contracts/site";
import { usualVersion, type VdaVersion } from "@floorplane/contracts/vda5050/versions";
import type { RobotCodec } from "./codec.ts";
import { codec11, codec20, codec21 } from "./codec-2-1.ts";
import { codec30 } from "./codec-3-0.ts";

const codecs: Readonly<Record<VdaVersion, RobotCodec>> = {
  "1.1": codec11,
  "2.0": codec20,
  "2.1": codec21,
  "3.0": codec30,
};

export const codecOf = ({ version = usualVersion }: RobotRow): RobotCodec => codecs[version];
