/** Why a robot stands, or needs a person, in English. Total: a reason without words does not compile. */

import { named } from "@floorplane/contracts/reasons/english/names";
import { ofMessages } from "@floorplane/contracts/reasons/english/of-messages";
import { ofTransports } from "@floorplane/contracts/reasons/english/of-transports";
import type {
  Demanding,
  PressedStop,
  RobotReason,
  RobotReasons,
} from "@floorplane/contracts/reasons/of-robots";
import { inWords, type WordsFor } from "@floorplane/contracts/reasons/reason";
import type { RobotActivity } from "@floorplane/contracts/states";

const doing = {
  idle: "has nothing to do and stands",
  "to-stop": "is driving",
  acting: "works",
  charging: "charges",
  waiting: "waits for no robot and stands",
  parking: "is driving",
  paused: "is paused",
  manual: "is driven by hand",
  fault: "has a fault",
  offline: "is not heard",
  "off-floor": "is off the floor",
} as const satisfies Readonly<Record<RobotActivity, string>>;

const stoppedBy = {
  auto: "by its bumper or scanner",
  local: "at the robot",
  remote: "by the stop of the hall",
} as const satisfies Readonly<Record<PressedStop, string>>;

const standing = {
  stands: "is standing there",
  drives: "is driving on",
  waits: "is waiting itself",
} as const satisfies Readonly<Record<RobotReasons["traffic.robot"]["does"], string>>;

const demanding = {
  way: () => "the shortest way has",
  stop: () => "a stop of this layout has",
  edge: () => "an edge of this layout has",
  action: () => "an action has",
  curve: () => "a curve of this layout has",
  id: (id) => `${id} has`,
  "order-ids": () => "ids of its orders have up to",
  words: () => "words of an order have up to",
  totes: () => "totes' numbers have up to",
} as const satisfies Readonly<Record<Demanding, (id: string) => string>>;

const far = (metres: number): string => `${metres.toFixed(1)} m`;
const waitFor = (count: number): string =>
  count === 1 ? "1 robot waits for it" : `${count} robots wait for it`;
const charged = (percent: number | null): string =>
  percent === null ? "since it has not told its charge" : `at ${percent} %`;
const explained = (words: string, because: RobotReason | null): string =>
  because === null ? words : `${words}: ${robotReasonInEnglish(because)}`;

const ofTroubles = {
  "said.error": ({ type, text }) => (text === "" ? type : `${type}: ${text}`),
  "said.stop": ({ stop }) => stoppedBy[stop],
  "said.mode": ({ mode }) => mode,
  "place.unsaid": () => "it does not say where it is",
  "place.untrusted": () => "it does not trust its own position",
  "place.other-map": ({ said, ours }) => `it says map ${said}, the layout is on ${ours}`,
  "place.strayed": ({ metres }) => `it says a place ${far(metres)} away from where it may be`,
  "place.said": ({ node, heldBy }) =>
    `it says that it stands at ${node}${heldBy.names.length > 0 ? `, which ${named(heldBy)} holds` : ""}`,
  "work.failed": ({ action, times, place }) => `${action} failed ${times} times in a row, last at ${place}`,
  "reads.failed": ({ reader, totes, tote, place }) =>
    `its reader ${reader} read nothing that agrees in ${totes} totes in a row, last ${tote} at ${place ?? "its last stop"}, while other readers did`,
  "contest.says": ({ heldBy }) => `it says that it is where ${named(heldBy)} holds the floor`,
  "contest.holds": ({ saidBy }) => `${saidBy} says that it is where this one holds the floor`,
} as const satisfies Partial<WordsFor<RobotReasons>>;

const toldByItself: readonly RobotReason["code"][] = ["place.unsaid", "place.untrusted", "place.other-map"];

const ofFaults = {
  "fault.unheard": () => "it has not said yet how it is",
  "fault.stopped": () => "its emergency stop is pressed or a safety field is violated",
  "fault.stop-released": () => "it was stopped: a person has to look and let it go on",
  "fault.reported": ({ because }) => explained("it reports a fault", because),
  // What it says of its place, or does not, is all there is to say of some.
  "fault.astray": ({ because }) =>
    because !== null && toldByItself.includes(because.code)
      ? robotReasonInEnglish(because)
      : explained("where it says it is does not fit the floor or its order", because),
  "fault.contested": ({ contest }) => explained("the house stopped it", contest),
  "fault.seen": ({ because }) =>
    `it was taken off the floor, and ${because ? robotReasonInEnglish(because) : "is seen on it"}: what it goes on saying to cover stays kept from others until it is switched off or put back`,
  "fault.order-unanswered": () => "it does not answer to its order",
  "fault.order-cancelling": () => "its order is being taken back",
  "fault.order-refused": ({ because }) =>
    explained("it refused its order; the next one waits a moment", because),
  "fault.order-kept": () => "it keeps an order that was taken back",
  "fault.orders-refused": ({ because }) =>
    explained("it refused several orders in a row: a person has to look", because),
  "fault.no-place": () => "the place where it stands is not given to it yet",
} as const satisfies Partial<WordsFor<RobotReasons>>;

const ofFitness = {
  "unfit.curves": ({ edges }) =>
    `it takes no curves (order.edges.trajectory), which the layout draws on ${named(edges)}`,
  "unfit.action": ({ action, at, places }) =>
    `its factsheet lists no ${action} ${at === "nodes" ? "at nodes" : "on edges"}, which ${named(places)} require`,
  "unfit.own-action": ({ action }) =>
    `its factsheet lists no ${action} at nodes, which every transport needs`,
  "unfit.field-required": ({ field }) =>
    `its factsheet requires ${field} in every order, which orders here leave out`,
  "unfit.limit": ({ field, limit, needed, by, id }) =>
    `${field} is ${limit}, and ${demanding[by](id)} ${needed}`,
  "unfit.numeric-ids": () =>
    "protocolLimits.maxStringLens.idNumericalOnly is true, and ids here have letters",
  "unfit.message": ({ bytes }) =>
    `protocolLimits.maxStringLens.msgLen is ${bytes}, and the shortest order to it is longer`,
  "untold.limit": ({ limit, edges }) => `${limit} on ${named(edges)}`,
  "untold.charging": ({ action }) => `${action}: it is sent to no charger`,
} as const satisfies Partial<WordsFor<RobotReasons>>;

const ofWaits = {
  ...ofTransports,
  "wait.shut-in": ({ by }) => `waits: it is shut in by ${named(by)}`,
  "wait.closed": ({ places }) => `waits until a person opens ${named(places)}`,
  "wait.dock": () => "waits for a free dock",
  "wait.place": ({ node, workedBy }) =>
    `waits for ${node}${workedBy === null ? "" : `, where ${workedBy} works or is going`}`,
  "wait.person": ({ place }) => `waits at ${place} for a person to put in what is picked`,
  "wait.seeks-place": () => "looks for a place to wait",
  "wait.stands-by": ({ node }) => `stands by at ${node}`,
  "charge.low": ({ percent }) => `is to charge, ${charged(percent)}`,
  "charge.idle": ({ percent }) => `is to charge while there is no work, ${charged(percent)}`,
  "charge.makes-room": () => "makes room at the charger",
  "charge.untold": () => "it has not told its charge, which is taken for none until it does",
  "idle.parks": () => "has no work",
  "idle.no-parking": () => "has no work and no place to park",
  "traffic.no-way": ({ node }) => `no way leads to ${node} now`,
  "traffic.nowhere": () => "has nowhere to go",
  "traffic.goal-taken": ({ node, by }) => `waits until ${by ?? "another"} is done at ${node}`,
  "traffic.unplanned": () => "waits for the next plan",
  "traffic.gives-way": ({ node }) => `lets others pass on the way to ${node}`,
  "traffic.closed": ({ node }) => `waits: ${node} is closed`,
  "traffic.said": ({ node }) => `waits: another robot says that it is at ${node}`,
  "traffic.held": ({ node }) => `waits for ${node}`,
  "traffic.turn": ({ node, of }) => `waits for ${of}, which is to pass ${node} first`,
  "traffic.robot": ({ node, robot, does }) => `waits for ${robot} at ${node}, which ${standing[does]}`,
  "traffic.unmoved": () => "it may drive on and does not: look at it",
  "jam.behind": ({ robot, does, node, waiting }) =>
    `the first cause is ${robot}, which ${doing[does]}${node === null ? "" : ` at ${node}`}; ${waitFor(waiting)}`,
  "jam.ring": ({ robots, waiting }) =>
    `the first cause: ${named(robots)} wait for one another; ${waitFor(waiting)}`,
  "jam.first": ({ waiting }) => waitFor(waiting),
} as const satisfies Partial<WordsFor<RobotReasons>>;

const ofDoubts = {
  "doubt.too-early": ({ node, metres }) =>
    `it names ${node} and says that it stands ${far(metres)} before it`,
  "doubt.too-late": ({ node, metres }) =>
    `it names ${node} and says that it is ${far(metres)} past the node after it`,
  "doubt.nothing-left": () => "it says that nothing is left of its order, and is not at the end of it",
  "doubt.no-order": () => "it says that it has no order",
  "doubt.other-order": ({ order }) => `it says that it is at order ${order}`,
  "doubt.no-outcome": ({ action }) =>
    `it has come to the end of its order and does not say what became of ${action}`,
  "doubt.no-such-node": ({ node, sequence }) =>
    `it names ${node === "" ? "no node" : `node ${node}`} with sequence id ${sequence}, which is not so in its order`,
} as const satisfies Partial<WordsFor<RobotReasons>>;

const ofRobots = {
  ...ofTroubles,
  ...ofFaults,
  ...ofFitness,
  ...ofWaits,
  ...ofDoubts,
  ...ofMessages,
  "place.off-lanes": () => "it stands on no lane of the layout",
  "place.held": ({ by }) => `held by ${named(by)}`,
  "ring.waits": ({ robots }) => `${named(robots, " waits for ")} waits for ${robots.names[0]}`,
  "work.behind": ({ transports, place }) =>
    `${transports === 1 ? "one transport waits" : `${transports} transports wait`} behind it, the first for ${place}`,
  "work.unknown": ({ action, place }) => `${action} at ${place}`,
  "work.tote": ({ tote }) => `tote ${tote}`,
  "work.load": ({ load }) => (load === "" ? "a load" : `load ${load}`),
  several: ({ because, more }) =>
    because.map(robotReasonInEnglish).join("; ") + (more > 0 ? `; and ${more} more` : ""),
} as const satisfies WordsFor<RobotReasons>;

export function robotReasonInEnglish(reason: RobotReason): string {
  return inWords(ofRobots, reason);
}
