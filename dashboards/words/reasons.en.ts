/** Reasons in English. Total: a reason without words does not compile. */
import { answeredOtherwiseInEnglish } from "@floorplane/contracts/reasons/english/answered-otherwise";
import { notAssignableInEnglish } from "@floorplane/contracts/reasons/english/not-assignable";
import { notBookedInEnglish } from "@floorplane/contracts/reasons/english/not-booked";
import type { ActReason, ActReasons } from "@floorplane/contracts/reasons/of-acts";
import type { Trouble } from "@floorplane/contracts/reasons/of-robots";
import { inWords, type WordsFor } from "@floorplane/contracts/reasons/reason";
import { robotReasonInEnglish } from "./robots.en.ts";

const inBrackets = (trouble: Trouble | null): string =>
  trouble ? ` (${robotReasonInEnglish(trouble)})` : "";

const needsNot = {
  "order.raise": "all of it is at a packing station or has left, and no robot is left that could go sooner",
  "order.release": "nothing holds it back",
  "order.tryAgain": "nothing of it has failed that waits to be tried again",
} as const;

const ofActs = {
  "act.too-late": ({ lateS }) =>
    `too late by ${lateS} s: the house was held up and did nothing; give it again if it is still wanted`,
  "act.unanswered": () => "no answer in time: look at it before you try again",
  "act.lost-sight": () =>
    "the house was started anew before it was decided: look at it before you try again, with a new key",
  "act.malformed": ({ words }) => words,
  "acts.too-many": ({ underWay }) => `${underWay} commands are under way; wait for their answers`,
  "house.starting": () => "the house is starting; try again in a moment",
  "house.line-down": ({ robot }) =>
    `the house's own line to the floor is down: nobody has heard of it yet; ${robot} is told when the line is back`,
  "screen.offline": () => "this screen is offline; nothing was sent",
  "screen.unanswered": () => "the house has not answered; what it has not taken by now it will not do",
  "screen.cut-off": () => "the link broke before the answer; look before you try again",

  "robot.unknown": ({ robot }) => `this site has no robot ${robot}`,
  "robot.not-said": ({ robot }) => `${robot} has not said that it did it; what the house can do is done`,
  "robot.not-heard": ({ robot }) => `${robot} is not heard; what the house can do is done, look at the robot`,
  "robot.off-floor": ({ robot }) => `${robot} is off the floor; put it back first`,
  "robot.on-floor": ({ robot }) => `${robot} is on the floor; take it off first if it stands elsewhere`,
  "robot.kept-standing": ({ contest }) =>
    `the house keeps it standing${contest ? `: ${robotReasonInEnglish(contest)}` : ""}; look at both, and take off the floor whichever is out of the way`,
  "robot.stopped": ({ trouble }) =>
    `its emergency stop is pressed${inBrackets(trouble)}: release it at the robot first`,
  "robot.by-hand": ({ trouble }) =>
    `it is driven by hand${inBrackets(trouble)}: set it to automatic at the robot`,
  "robot.faulty": ({ trouble }) => `it reports a fault${inBrackets(trouble)}: clear it at the robot`,
  "robot.astray": ({ trouble }) =>
    `${trouble ? robotReasonInEnglish(trouble) : "nobody knows where it is"}: set its position at the robot, or take it off the floor and put it back where it stands`,
  "robot.carries": ({ robot }) => `${robot} says that it carries something: take the tote down first`,
  "robot.says-no-place": ({ robot }) =>
    `${robot} does not say a place on the lanes: name the node where it stands`,
  "robot.stands-elsewhere": ({ node, metres }) =>
    `it says that it stands ${metres.toFixed(1)} m away from ${node}: set its position at the robot, or name another node`,
  "node.unknown": ({ node }) => `the layout has no node ${node}`,
  "node.held": ({ node, by }) => `${node} is held by ${by.join(", ")}`,
  "receiver.has-it": ({ robot }) => `${robot} has it already`,
  "receiver.cannot": ({ robot, because }) =>
    `${robot} cannot take it: ${because.map((each) => notAssignableInEnglish[each]).join(", ")}`,
  "tote.maybe-in-hands": ({ robot, tote }) =>
    `${robot} may have ${tote} in its hands: look, and say at which station the tote stands, or take the robot off the floor`,
  "tote.taken-meanwhile": ({ tote }) =>
    `it has taken ${tote} meanwhile: say at which station a person has put it`,
  "tote.on-robot": ({ robot, tote }) =>
    `${tote} is on ${robot}: take it down, and say at which station it stands now`,
  "load.maybe-in-hands": ({ robot, load }) =>
    `${robot} may have ${load || "the load"} in its hands: look, and say at which station it stands, or take the robot off the floor`,
  "load.taken-meanwhile": ({ load }) =>
    `it has taken ${load || "the load"} meanwhile: say at which station a person has put it`,
  "load.on-robot": ({ robot, load }) =>
    `${load || "a load"} is on ${robot}: take it down, and say at which station it stands now`,
  "station.takes-no-totes": ({ station }) =>
    `${station} is no packing station and no check lane: a tote is put at one of those`,
  "station.closed": ({ station }) => `${station} is closed: put the tote at another station`,
  "place.unknown": ({ place }) => `this site has no station or storage place ${place}`,

  "alarm.unknown": ({ alarm }) => `there is no alarm ${alarm}`,
  "alarm.acknowledged": ({ by }) => `${by} has acknowledged it already`,
  "alarm.over": () => "the alarm is over",
  "alarm.raised-again": ({ at }) =>
    `it was raised again at ${new Date(at).toISOString().slice(11, 19)} UTC; look at it first`,

  "task.unknown": ({ task }) => `there is no task ${task}`,
  "task.answered-otherwise": answeredOtherwiseInEnglish,
  "task.not-booked": ({ fault, ...about }) => `nothing was booked: ${notBookedInEnglish(fault, about)}`,
  "order.unknown": ({ order }) => `there is no order ${order}`,
  "order.on-floor": ({ order, state }) =>
    `order ${order} is ${state}: totes were asked for; cancel it to have them brought back`,
  "order.beyond-recall": ({ order, state }) =>
    `order ${order} is ${state}: all of it is at a packing station or has left, and none of it can be called back`,
  "order.needs-not": ({ order, state, act }) => `order ${order} is ${state}: ${needsNot[act]}`,
  "order.not-whole": ({ order }) => `order ${order} goes with what is there already`,
  "order.closed": ({ order, state }) => `order ${order} is ${state}`,

  "earlier.words": ({ words }) => words,
} as const satisfies WordsFor<ActReasons>;

export const actReasonInEnglish = (reason: ActReason): string => inWords(ofActs, reason);
