/** One action that failed, as it is kept beside the robot and the place that it may tell of. */
import type { RobotId, StationId } from "@floorplane/contracts/ids";
import { fields, moment, named, Type } from "@floorplane/contracts/kind";

export const failure = fields({
  /** VDA action type. */
  type: Type.String(),
  robot: named<RobotId>(),
  place: named<StationId>(),
  /** The tote or line it was about. */
  work: Type.String(),
  /** House time, ms. */
  at: moment,
});
