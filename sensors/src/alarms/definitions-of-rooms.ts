/** What the alarms mean that other rooms raise in the mailbox; their priorities come with them. The list of alarms is one for the house, so its meanings are. */
import { type AlarmMeaning, ownAlarms } from "./definitions.ts";

const alarmsOfRooms: Readonly<Record<string, AlarmMeaning>> = {
  "robot.lost": {
    cause: "The robot has been silent or off line for too long.",
    consequence: "The floor where it was last seen stays held for it; its transport waits.",
    action: "Look where it stands. Bring it back on line, or take it off the floor and confirm that.",
    respondWithinMinutes: 10,
  },
  "robot.estop": {
    cause: "An emergency stop is pressed on or near the robot.",
    consequence: "The robot stands and others drive around it; it never goes on by itself.",
    action: "Go there, see that nobody is in danger, release the stop and resume the robot.",
    respondWithinMinutes: 5,
  },
  "robot.fault": {
    cause: "The robot reports a fault that it cannot heal itself.",
    consequence: "It stands; its transport and the way it blocks wait.",
    action: "Read the fault on the robot, clear it there and resume.",
    respondWithinMinutes: 10,
  },
  "robot.astray": {
    cause: "The robot is not where it can be, or does not know where it is.",
    consequence: "It is given no further way; old and new place stay held.",
    action: "Bring it back onto its lane and set its position.",
    respondWithinMinutes: 10,
  },
  "robot.contradicts": {
    cause: "The node that the robot names as its last and the pose that it says do not fit together.",
    consequence: "It is given no further way; where it was, where it says to be and all between stay held.",
    action:
      "Look where it stands. Mend its localisation or its order there; if it stays so, give up its order or take it off the floor.",
    respondWithinMinutes: 10,
  },
  "robot.unanswered": {
    cause: "The robot speaks but does not answer orders that were sent again and again.",
    consequence: "Its transport waits and may become late.",
    action: "Look at the robot's control and its network; restart it if it stays deaf.",
    respondWithinMinutes: 10,
  },
  "robot.refuses": {
    cause: "The robot refuses one order after another.",
    consequence: "It gets no more work.",
    action: "Read its last error; compare its map and abilities with the site's.",
    respondWithinMinutes: 15,
  },
  "robot.unfit": {
    cause:
      "By its factsheet the robot cannot do what the layout demands of every robot: follow a curve, or an action that is required at a place.",
    consequence:
      "It gets no orders: it would drive where nobody holds the floor for it, or leave out what must be done.",
    action: "Read which in the alarm. Change the layout, or the robot's software and its factsheet.",
    respondWithinMinutes: 30,
  },
  "robot.limits-untold": {
    cause:
      "The layout sets limits of a kind that the robot's factsheet does not list, so that its orders do not carry them.",
    consequence: "It may drive faster or stand taller there than the layout allows.",
    action: "Set these limits in the robot itself, or have its factsheet list the fields that it takes.",
    respondWithinMinutes: 60,
  },
  "robot.cancel-stuck": {
    cause: "The robot was asked to cancel its order and neither did nor stands.",
    consequence: "Its way stays held and its transport waits.",
    action: "Stop the robot by hand and clear its order there.",
    respondWithinMinutes: 10,
  },
  "robot.stuck": {
    cause: "The robot is heard, has work, and has not moved on for minutes.",
    consequence: "Its transport and those behind it wait.",
    action: "Look for an obstacle on its way and take it off.",
    respondWithinMinutes: 10,
  },
  "robot.unreadable": {
    cause: "What the robot says on a topic cannot be read, or names another robot.",
    consequence: "Nothing of it counts: the robot is as good as silent there, and its place stays held.",
    action:
      "Mend the field that is named, in the robot's software or its settings; the rest of its words are as they were.",
    respondWithinMinutes: 15,
  },
  "robot.odd-words": {
    cause: "The robot leaves out or misspells fields that the standard asks for.",
    consequence: "They are read on the safe side: it may stand, or take no work, where it need not.",
    action:
      "Mend the fields that are named in the robot's software; the table of what is made of each is in the contracts.",
    respondWithinMinutes: 480,
  },
  "robot.ring": {
    cause: "Robots wait for one another in a ring that traffic could not dissolve by itself.",
    consequence: "All of them stand, and so does what waits behind them.",
    action: "Pause one of them and drive it by hand to the next free place; the others go on by themselves.",
    respondWithinMinutes: 5,
  },
  "robot.displaced": {
    cause: "The robot stands where another one holds the floor.",
    consequence: "Both are given no further way, so that they do not meet.",
    action: "Drive one of them back to its lane by hand.",
    respondWithinMinutes: 5,
  },
  "robot.outcome-unknown": {
    cause: "The robot lost its order while it was picking or putting.",
    consequence: "Nobody knows whether the units were moved; the tote will be counted.",
    action: "Nothing on the robot; see that the tote reaches a check lane.",
    respondWithinMinutes: 30,
  },
  "robot.failing": {
    cause: "One kind of work failed on this robot again and again, where other robots do it well.",
    consequence: "It gets no more work; what it had with empty hands goes to another robot.",
    action: "Look at its gripper, lift or reader. Take it back into service when it is mended.",
    respondWithinMinutes: 30,
  },
  "place.failing": {
    cause: "One kind of work failed at this station or storage place with several robots.",
    consequence: "No robot is sent there; its work is done elsewhere or waits.",
    action:
      "Look at the place: its handover, its label, what lies in the way. Open it again when it is mended.",
    respondWithinMinutes: 30,
  },
  "robot.off-floor-seen": {
    cause: "The robot was taken off the floor by a person, and says that it stands on the lanes.",
    consequence:
      "The place that it says is held for it; it is told to stand still, and others drive around it.",
    action:
      "Look where it is. Switch it off or bring it off the lanes and take it off the floor again, or put it back.",
    respondWithinMinutes: 5,
  },
  "robot.handling-failed": {
    cause: "The robot cannot take or hand over its tote.",
    consequence: "It stands at the station and blocks its place.",
    action: "Look at the tote and the handover; take the tote over by hand if need be.",
    respondWithinMinutes: 10,
  },
  "order.at-risk": {
    cause: "An order will hardly leave by its ship-by time.",
    consequence: "It misses its truck.",
    action:
      "See what it waits for: stock, a robot or a station; tell the customer's side if it cannot be helped.",
    respondWithinMinutes: 30,
  },
  "order.parked": {
    cause: "An order cannot go on without a person's decision.",
    consequence: "It stands until somebody decides.",
    action: "Open the order, read why it is parked, and decide.",
    respondWithinMinutes: 60,
  },
  "parcel.late": {
    cause: "A packed parcel was not seen at the outbound portal in time.",
    consequence: "Its order is not shipped, and the parcel may lie somewhere.",
    action: "Look for the parcel between its station and the portal.",
    respondWithinMinutes: 30,
  },
  "stock.place-removed": {
    cause: "Stock stands at a place that is no longer in the site's locations.",
    consequence: "It is frozen: no robot fetches it and no order counts on it.",
    action: "Put the place back into locations.csv, or bring the goods to another place and say so.",
    respondWithinMinutes: 240,
  },
  "task.refused": {
    cause: "A person's answer to a task names goods or a place that nobody knows, or is doubted.",
    consequence: "Nothing of it was booked; what was to be counted gives no units until it is.",
    action: "Open the task, read what was not understood, and answer it again.",
    respondWithinMinutes: 30,
  },
  "tote.contents-unknown": {
    cause: "Nobody knows what a tote holds.",
    consequence: "Its units are neither in stock nor on their way.",
    action: "Bring the tote to a check lane and count it.",
    respondWithinMinutes: 30,
  },
  "webhook.dead-letter": {
    cause: "A confirmation could not be delivered to the WMS for days.",
    consequence: "The WMS does not know what was shipped.",
    action:
      "See what the WMS answered and mend it there; then have the confirmations sent again (POST /v1/dead-letters/redelivery).",
    respondWithinMinutes: 120,
  },
  "webhook.gone": {
    cause: "The WMS answered a confirmation with 410: nobody listens at its address any more.",
    consequence: "Nothing further is sent there; confirmations wait for three days.",
    action: "Ask for the WMS's new address and start the house with it.",
    respondWithinMinutes: 60,
  },
  "webhook.refused": {
    cause: "The WMS takes confirmations, but has refused one of them for half an hour.",
    consequence: "It does not know what became of that order, nor what follows for it.",
    action:
      "Look into the WMS's log for that webhook-id and mend what it stumbles over; it is sent again by itself.",
    respondWithinMinutes: 120,
  },
  "webhook.unheard": {
    cause: "For minutes the WMS has taken no confirmation: it cannot be reached, or refuses all of them.",
    consequence: "It does not know what is shipped; everything waits, and the floor goes on.",
    action:
      "See what is answered: nothing (network, address, certificate), 401 (secret), 404 (path), 5xx (the WMS itself). All is sent within a minute of its return.",
    respondWithinMinutes: 30,
  },
  "webhook.no-hearer": {
    cause: "Confirmations wait for a WMS that the house was not told of when it started.",
    consequence: "That WMS does not know what was shipped.",
    action: "Start the house with the address of that WMS: the confirmations go there at once.",
    respondWithinMinutes: 120,
  },
};

/** Undefined for a code that nobody has explained. */
export function alarmMeaning(definition: string): AlarmMeaning | undefined {
  const all: Readonly<Record<string, AlarmMeaning>> = { ...alarmsOfRooms, ...ownAlarms };
  return Object.hasOwn(all, definition) ? all[definition] : undefined;
}
