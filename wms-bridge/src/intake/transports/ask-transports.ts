/** `POST /v1/transports`, their withdrawal and another target: all is judged before anything is written. */
import type { HttpResponse } from "@floorplane/contracts/http";
import {
  type ClientId,
  isNumber,
  LoadId,
  oneSpelling,
  RobotId,
  StationId,
  TransportId,
} from "@floorplane/contracts/ids";
import { didYouMean } from "@floorplane/contracts/nearest-name";
import type { CarryRequest, CarryTarget, CarryWithdrawal } from "@floorplane/contracts/transports.schema";
import type { Desk } from "@floorplane/runtime/room";
import { beginCarries, type CarryMeans } from "../../carrying/begin.ts";
import { type CarryStop, carriesOpenMax, isOver } from "../../carrying/carries.ts";
import type { WithRobotIds, WithStopPlaces } from "../../carrying/stop-places.ts";
import { armDeadline, withdrawCarry } from "../../carrying/withdraw.ts";
import type { WithCounters } from "../../keeping/counters.ts";
import type { WithSite } from "../../keeping/traits.ts";
import { doorCodes, jsonAnswer, Refusal } from "../answering/refusal.ts";
import { hashOfContent } from "../reading/hash.ts";
import { nearTime } from "../reading/near-time.ts";
import { Judging, readAll } from "../reading/read-all.ts";
import { type NamedTransport, shownTransport, transportNamed } from "./list-transports.ts";

/** A tote of the house has such a number, and its orders carry it. */
const houseTote = /^T\d+$/;

export type AskMeans = CarryMeans & WithStopPlaces & WithRobotIds & WithCounters & WithSite;

type Said = Omit<CarryRequest, "client">;
type SaidStop = Said["stops"][number];

export function postTransport(means: AskMeans, desk: Desk, client: ClientId, request: Said): HttpResponse {
  const { carries, counters } = means;
  const { transport, priority = "normal", sequence = null, dispensable = false } = request;
  judgeNumber("transport", transport);
  const requestHash = hashOfContent(request);
  const known = carries.get(transport, client);
  if (known?.requestHash === requestHash) return jsonAnswer(200, shownTransport(means, desk.now, known));
  if (known || carries.isRemembered(transport, client))
    throw new Refusal("conflict", `transport ${transport} was asked for before, with another content`, {
      field: "transport",
    });
  if (carries.open.size >= carriesOpenMax)
    throw new Refusal("too-busy", `${carries.open.size} transports are open; send it when some have ended`, {
      headers: { "retry-after": "60" },
    });
  const judging = new Judging();
  const stops = judging.part(() => stopsIn(means, client, request));
  const wanted = judging.part(() => robotIn(means, request.robot));
  const dueAt = judging.part(() => dueAtIn(request.dueAt, desk.now));
  const after = judging.part(() => afterIn(means, client, request));
  if (!stops || wanted === undefined || dueAt === undefined || !after) throw judging.refusal!;
  const turn = counters.next("task");
  const id = TransportId(`CARRY-${turn}`);
  const carry = carries.ask({
    ...{ client, transport, id, turn, stops, wanted, priority, dueAt, after, sequence, requestHash },
    isDispensable: dispensable,
    askedAt: desk.now,
  });
  armDeadline(desk, carry);
  beginCarries(means, desk);
  return jsonAnswer(201, shownTransport(means, desk.now, carry));
}

/** Withdrawn before, it is; what cannot be taken back any more is told later (202). */
export function postTransportWithdrawal(
  means: AskMeans,
  desk: Desk,
  named: NamedTransport,
  { stations = [] }: Omit<CarryWithdrawal, "client">,
): HttpResponse {
  const carry = transportNamed(means, named);
  if (carry.state === "done" || carry.state === "failed")
    throw new Refusal(
      "conflict",
      `transport ${carry.transport} is ${carry.state}: nothing of it is left to withdraw`,
      {
        field: "transport",
      },
    );
  const places = stationsIn(means, stations, "stations");
  if (!isOver(carry)) {
    withdrawCarry(means, desk, carry, { ending: "asked", stations: places });
    beginCarries(means, desk);
  }
  return jsonAnswer(isOver(carry) ? 200 : 202, shownTransport(means, desk.now, carry));
}

/** Not begun, it goes there; of others the robot may have its last word already, and is asked (202). */
export function postTransportTarget(
  means: AskMeans,
  desk: Desk,
  named: NamedTransport,
  { stations, stop: index }: Omit<CarryTarget, "client">,
): HttpResponse {
  const { carries } = means;
  const carry = transportNamed(means, named);
  if (isOver(carry) || carry.state === "withdrawing")
    throw new Refusal(
      "conflict",
      `transport ${carry.transport} is ${carry.state}: its load goes nowhere else any more`,
      {
        field: "transport",
      },
    );
  const next = index ?? carry.stops.findIndex(({ action, doneAt }) => action === "drop" && doneAt === null);
  const drop = carry.stops[next];
  if (drop?.action !== "drop")
    throw new Refusal(
      "malformed-message",
      `stop ${next} of transport ${carry.transport} is no drop; count from 0, and name one`,
      {
        field: "stop",
      },
    );
  if (drop.doneAt !== null)
    throw new Refusal(
      "conflict",
      `stop ${next} was made at ${drop.station}: ask for a new transport from there`,
      {
        field: "stop",
      },
    );
  const places = stationsIn(means, stations, "stations");
  if (carry.state === "waiting") {
    carries.changeStop(carry, next, { stations: places });
    return jsonAnswer(200, shownTransport(means, desk.now, carry));
  }
  carries.changeStop(carry, next, { asked: [...drop.asked, places] });
  desk.send("fleet", {
    type: "transport.replaceStop",
    transport: carry.id,
    purpose: { type: "carry", stop: next },
    stations: places,
  });
  return jsonAnswer(202, shownTransport(means, desk.now, carry));
}

function stopsIn(means: AskMeans, client: ClientId, { stops, after = [] }: Said): CarryStop[] {
  const read = readAll(stops, (stop, index) => stopIn(means, client, { stop, stops, index, after }));
  if (stops.length % 2 === 1)
    throw wrong(`stops[${stops.length - 1}].action`, "is a pick without a drop; say where its load goes");
  return [...read];
}

interface StopIn {
  readonly stop: SaidStop;
  readonly stops: readonly SaidStop[];
  readonly index: number;
  readonly after: readonly string[];
}

function stopIn(means: AskMeans, client: ClientId, { stop, stops, index, after }: StopIn): CarryStop {
  const at = `stops[${index}]`;
  const turn = index % 2 === 0 ? "pick" : "drop";
  if (stop.action !== turn)
    throw wrong(
      `${at}.action`,
      `is ${stop.action}, and a ${turn} is due: a robot carries one load at a time, so that each pick is followed by its drop`,
    );
  // What a drop is of was said where it is picked.
  const pick = turn === "pick" ? stop : stops[index - 1]!;
  if (turn === "pick" && stop.load !== undefined) judgeNumber(`${at}.load`, stop.load);
  const load = pick.load === undefined || !isNumber(pick.load) ? null : LoadId(oneSpelling(pick.load));
  if (turn === "pick" && load !== null) judgeLoad(`${at}.load`, load);
  if (turn === "drop") {
    if (stop.load !== undefined && stop.load !== pick.load)
      throw wrong(
        `${at}.load`,
        `is ${stop.load}, and ${pick.load ?? "nothing by that number"} is on the robot then; leave it out`,
      );
    if (stop.loadType !== undefined && stop.loadType !== pick.loadType)
      throw wrong(
        `${at}.loadType`,
        `is ${stop.loadType}, and ${pick.loadType} is on the robot then; leave it out`,
      );
  } else if (stop.loadType === undefined)
    throw wrong(
      `${at}.loadType`,
      "is missing: say what kind of load it is, since not every robot carries each",
    );
  if (stop.stations === undefined)
    judgeReference(means, client, { at, stop, earlier: stops.slice(0, index), after });
  const stations = stationsIn(means, stop.stations ?? [], `${at}.stations`);
  if (
    turn === "drop" &&
    stations.length === 1 &&
    pick.stations?.length === 1 &&
    pick.stations[0] === stations[0]
  )
    throw wrong(`${at}.stations`, `is ${stations[0]}, where it is picked; name another place`);
  return {
    action: turn,
    stations,
    load,
    loadType: pick.loadType ?? "",
    doneAt: null,
    station: null,
    asked: [],
  };
}

/** Where it stands follows from what was carried before. */
function judgeReference(
  { carries }: AskMeans,
  client: ClientId,
  {
    at,
    stop,
    earlier,
    after,
  }: {
    readonly at: string;
    readonly stop: SaidStop;
    readonly earlier: readonly SaidStop[];
    readonly after: readonly string[];
  },
): void {
  if (stop.action === "drop") throw wrong(`${at}.stations`, "is missing: say where the load goes");
  if (stop.load === undefined)
    throw wrong(
      `${at}.stations`,
      "is missing: say where the load stands, or name a load that this house has carried",
    );
  const load = LoadId(oneSpelling(stop.load));
  const isBrought = earlier.some((one) => one.load === stop.load);
  const isAwaited = after.some((number) =>
    carries.get(oneSpelling(number), client)?.stops.some((one) => one.load === load),
  );
  if (!isBrought && !isAwaited && carries.standing(client, load) === undefined)
    throw wrong(
      `${at}.load`,
      `is ${load}, which no transport has set down here yet; name the station where it stands`,
    );
}

/** Words that programs keep for themselves, and steps of a path, name nothing. */
function judgeNumber(field: string, number: string): void {
  if (isNumber(number)) return;
  throw new Refusal(
    "malformed-id",
    `${field} ${JSON.stringify(number)} is a word that programs or addresses keep for themselves; give it another name`,
    { field },
  );
}

function judgeLoad(field: string, load: LoadId): void {
  if (houseTote.test(load))
    throw wrong(
      field,
      `is ${load}: totes of this house have such numbers, and its orders carry them; loads have others`,
    );
}

const stationsIn = (
  { stopPlaces }: WithStopPlaces,
  stations: readonly string[],
  field: string,
): readonly StationId[] =>
  readAll(stations, (station, index) => {
    const why = stopPlaces.whyNot(station);
    if (why !== undefined)
      throw new Refusal("malformed-message", `${field}[${index}]: ${why}`, { field: `${field}[${index}]` });
    return StationId(station);
  });

function robotIn({ robotIds }: AskMeans, robot: string | undefined): RobotId | null {
  if (robot === undefined) return null;
  if (robotIds.has(robot)) return RobotId(robot);
  throw wrong(
    "robot",
    `is ${robot}, which is no robot of this site${didYouMean(robot, robotIds)}; leave it out where any robot will do`,
  );
}

function dueAtIn(text: string | undefined, now: number): number | null {
  if (text === undefined) return null;
  return nearTime(text, { field: "dueAt", now, pastMsMax: -1, instead: "leave it out where it has none" });
}

/** Each is known, and may still be done. */
const afterIn = ({ carries }: AskMeans, client: ClientId, { transport, after = [] }: Said): string[] => [
  ...readAll(after, (text, index) => {
    const field = `after[${index}]`;
    const number = oneSpelling(text);
    if (number === transport) throw wrong(field, "is the transport itself; name those that come before it");
    const known = carries.get(number, client);
    if (!known)
      throw new Refusal(
        doorCodes.unknownPredecessor,
        `${field}: transport ${number} is not known here; ask for it first`,
        { field },
      );
    if (isOver(known) && known.state !== "done")
      throw new Refusal(
        "conflict",
        `${field}: transport ${number} is ${known.state}, so that nothing can follow it; leave it out`,
        { field },
      );
    return number;
  }),
];

const wrong = (field: string, why: string): Refusal =>
  new Refusal("malformed-message", `${field} ${why}`, { field });
