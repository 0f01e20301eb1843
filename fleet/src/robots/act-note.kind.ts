/** An act of a person as it is kept beside what it was done to. */
import { type ActNote, acts, type RobotAct, robotActs } from "@floorplane/contracts/acts";
import { fields, moment, oneOf, Type } from "@floorplane/contracts/kind";

export const actNote = fields({
  act: Type.Unsafe<ActNote["act"]>(Type.Enum([...acts])),
  by: Type.String(),
  reason: Type.String(),
  at: moment,
  outcome: oneOf<ActNote["outcome"]>({ asked: true, done: true, unanswered: true }),
});

export const robotAct = Type.Unsafe<RobotAct>(Type.Enum([...robotActs]));
