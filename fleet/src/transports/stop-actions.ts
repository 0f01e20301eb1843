/** What a stop asks of a robot, as VDA 5050 actions (clause 6.8; `pickItems` and `putItems` are declared in the robots' factsheets). */

import type { StationId } from "@floorplane/contracts/ids";
import type { StopAction } from "@floorplane/contracts/messages";
import { countSeconds, pickSeconds, toteHandlingS } from "@floorplane/contracts/picking";
import { stopActionTypes } from "../robots/action-types.ts";
import type { OrderAction } from "../robots/codec.ts";
import { loadTypeTo } from "../robots/load-types.ts";
import type { RobotFacts } from "../robots/report.ts";

/** One read round, s. */
const readRoundS = 1;

/** At a shelf units are moved from or to a bin; at a dock the whole tote or load is. */
const workedAt: Readonly<Record<StopAction["type"], "dock" | "shelf">> = {
  fetchTote: "dock",
  pickItems: "shelf",
  meetPerson: "shelf",
  putItems: "shelf",
  dropTote: "dock",
  countTags: "shelf",
  pickLoad: "dock",
  dropLoad: "dock",
};

export const isAtShelf = ({ type }: StopAction): boolean => workedAt[type] === "shelf";

/** Where and as what an action is done. */
interface Doing {
  readonly station: StationId;
  readonly id: string;
  /** Of the robot that does it. */
  readonly facts?: RobotFacts | undefined;
}

/** Undefined where the robot only stands there, for a person. */
export function stopAction(action: StopAction, { station, id, facts }: Doing): OrderAction | undefined {
  if (action.type === "meetPerson") return undefined;
  const type = stopActionTypes[action.type];
  const at = { key: "stationName", value: station };
  if (action.type === "fetchTote" || action.type === "dropTote")
    return {
      type,
      id,
      parameters: [at, { key: "loadType", value: "TOTE" }, { key: "loadId", value: action.tote }],
    };
  if (action.type === "pickLoad" || action.type === "dropLoad") {
    const loadType = { key: "loadType", value: loadTypeTo(facts, action.loadType) };
    const loadId = action.load === null ? [] : [{ key: "loadId", value: action.load }];
    return { type, id, parameters: [at, loadType, ...loadId] };
  }
  if (action.type === "countTags")
    return { type, id, parameters: [at, { key: "rounds", value: action.rounds }] };
  return {
    type,
    id,
    parameters: [
      at,
      { key: "sku", value: action.sku },
      { key: "lot", value: action.lot },
      { key: "quantity", value: action.quantity },
      { key: "toteId", value: action.tote },
      { key: "lineId", value: action.line },
    ],
  };
}

/** A person is on his way when the robot comes, or two shelves further, s. */
const meetingS = 90;

/** Seconds that a robot stands for it, as this floor's robots work; their readers look once more after it. */
export function actionSeconds(action: StopAction): number {
  if (action.type === "meetPerson") return meetingS + pickSeconds(action.quantity);
  if (action.type === "countTags") return countSeconds(action.rounds);
  return "quantity" in action ? pickSeconds(action.quantity) + readRoundS : toteHandlingS;
}

/** Units really moved, as a robot says it: a decimal whole number, not more than was asked. Undefined for anything else. */
export function movedUnits(action: StopAction, result: string | undefined): number | undefined {
  if (action.type !== "pickItems" && action.type !== "putItems") return 0;
  if (result === undefined || !/^\d{1,9}$/.test(result.trim())) return undefined;
  const moved = Number(result);
  return moved <= action.quantity ? moved : undefined;
}
