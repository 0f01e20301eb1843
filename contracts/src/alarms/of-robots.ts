/** Alarms that fleet raises of robots and places; their priorities come with them. */
import type { AlarmMeaning } from "./meaning.ts";

export const alarmsOfRobots = {
  "house.line-down": {
    title: "House has lost its line to the floor",
    cause: "The connection between the control plane and its MQTT broker is down.",
    consequence:
      "Robots drive to the end of what they were given and stand there; nothing new is heard or said. Nobody else is to blame for the silence.",
    action:
      "Look at the broker and at the network to it. When the line is back, every robot is looked at anew and the work goes on by itself.",
    respondWithinMinutes: 5,
  },
  "robot.lost": {
    title: "Robot is lost",
    silence: "is",
    cause: "The robot has been silent or off line for too long.",
    consequence: "The floor where it was last seen stays held for it; its transport waits.",
    action: "Look where it stands. Bring it back on line, or take it off the floor and confirm that.",
    respondWithinMinutes: 10,
  },
  "robot.estop": {
    title: "Emergency stop pressed on robot",
    cause: "An emergency stop is pressed on or near the robot.",
    consequence: "The robot stands and others drive around it; it never goes on by itself.",
    action: "Go there, see that nobody is in danger, release the stop and resume the robot.",
    respondWithinMinutes: 5,
  },
  "robot.fault": {
    title: "Robot needs a person",
    cause: "The robot reports a fault that it cannot heal itself.",
    consequence: "It stands; its transport and the way it blocks wait.",
    action: "Read the fault on the robot, clear it there and resume.",
    respondWithinMinutes: 10,
  },
  "robot.astray": {
    title: "Robot is not where it can be",
    cause: "The robot is not where it can be, or does not know where it is.",
    consequence: "It is given no further way; old and new place stay held.",
    action: "Bring it back onto its lane and set its position.",
    respondWithinMinutes: 10,
  },
  "robot.contradicts": {
    title: "Robot contradicts itself over its place",
    cause: "The node that the robot names as its last and the pose that it says do not fit together.",
    consequence: "It is given no further way; where it was, where it says to be and all between stay held.",
    action:
      "Look where it stands. Mend its localisation or its order there; if it stays so, give up its order or take it off the floor.",
    respondWithinMinutes: 10,
  },
  "robot.unanswered": {
    title: "Robot does not answer orders",
    silence: "follows",
    cause: "The robot speaks but does not answer orders that were sent again and again.",
    consequence: "Its transport waits and may become late.",
    action: "Look at the robot's control and its network; restart it if it stays deaf.",
    respondWithinMinutes: 10,
  },
  "robot.refuses": {
    title: "Robot refuses its orders",
    cause: "The robot refuses one order after another.",
    consequence: "It gets no more work.",
    action: "Read its last error; compare its map and abilities with the site's.",
    respondWithinMinutes: 15,
  },
  "robot.unfit": {
    title: "Robot cannot do what is asked of every robot here",
    cause:
      "By its factsheet the robot cannot do what is asked of every robot here: follow a curve, do an action, or take an order as long as the shortest one is.",
    consequence:
      "It gets no orders: it would refuse them, drive where nobody holds the floor for it, or leave out what must be done.",
    action:
      "Read which in the alarm, with the field of the factsheet. Change the layout, or the robot's software and its factsheet.",
    respondWithinMinutes: 30,
  },
  "robot.limits-untold": {
    title: "Robot is not told all that others are",
    cause:
      "The robot's factsheet does not list limits of a kind that the layout sets, or the actions of charging, so that its orders do not carry them.",
    consequence:
      "It may drive faster or stand taller there than the layout allows; one without the actions of charging is sent to no charger.",
    action: "Set these limits in the robot itself, or have its factsheet list the fields that it takes.",
    respondWithinMinutes: 60,
  },
  "robot.cancel-stuck": {
    title: "Robot does not cancel",
    silence: "follows",
    cause: "The robot was asked to cancel its order and neither did nor stands.",
    consequence: "Its way stays held and its transport waits.",
    action: "Stop the robot by hand and clear its order there.",
    respondWithinMinutes: 10,
  },
  "robot.stuck": {
    title: "Robot has not moved on",
    silence: "follows",
    cause: "The robot is heard, has work, and has not moved on for minutes.",
    consequence: "Its transport and those behind it wait.",
    action: "Look for an obstacle on its way and take it off.",
    respondWithinMinutes: 10,
  },
  "robot.unreadable": {
    title: "Robot says what nobody can read",
    cause: "What the robot says on a topic cannot be read, or names another robot.",
    consequence: "Nothing of it counts: the robot is as good as silent there, and its place stays held.",
    action:
      "Mend the field that is named, in the robot's software or its settings; the rest of its words are as they were.",
    respondWithinMinutes: 15,
  },
  "robot.odd-words": {
    title: "Robot says some things oddly",
    cause: "The robot leaves out or misspells fields that the standard asks for.",
    consequence: "They are read on the safe side: it may stand, or take no work, where it need not.",
    action:
      "Mend the fields that are named in the robot's software; the table of what is made of each is in the contracts.",
    respondWithinMinutes: 480,
  },
  "robot.ring": {
    title: "Robots wait for one another in a ring",
    silence: "follows",
    cause: "Robots wait for one another in a ring that traffic could not dissolve by itself.",
    consequence: "All of them stand, and so does what waits behind them.",
    action: "Pause one of them and drive it by hand to the next free place; the others go on by themselves.",
    respondWithinMinutes: 5,
  },
  "robot.displaced": {
    title: "Robot stands where another holds the floor",
    cause: "The robot stands where another one holds the floor.",
    consequence: "Both are given no further way, so that they do not meet.",
    action: "Drive one of them back to its lane by hand.",
    respondWithinMinutes: 5,
  },
  "robot.outcome-unknown": {
    title: "Unknown whether units were moved",
    silence: "follows",
    cause: "The robot lost its order while it was picking or putting.",
    consequence: "Nobody knows whether the units were moved; the tote will be counted.",
    action: "Nothing on the robot; see that the tote reaches a check lane.",
    respondWithinMinutes: 30,
  },
  "robot.bars-way": {
    title: "Robot bars the way to work",
    silence: "follows",
    cause:
      "The robot stands for good where others have to pass, and what lies behind it is reached by no other way.",
    consequence: "All work behind it waits; it is not given up, and may become late.",
    action:
      "Let the robot go on, or have it moved. When it is out of the way, take it off the floor: the work goes on at once.",
    respondWithinMinutes: 10,
  },
  "robot.failing": {
    title: "Robot fails again and again",
    cause: "One kind of work failed on this robot again and again, where other robots do it well.",
    consequence: "It gets no more work; what it had with empty hands goes to another robot.",
    action: "Look at its gripper, lift or reader. Take it back into service when it is mended.",
    respondWithinMinutes: 30,
  },
  "place.failing": {
    title: "Place where robots fail again and again",
    cause: "One kind of work failed at this station or storage place with several robots.",
    consequence: "No robot is sent there; its work is done elsewhere or waits.",
    action:
      "Look at the place: its handover, its label, what lies in the way. Open it again when it is mended.",
    respondWithinMinutes: 30,
  },
  "robot.off-floor-seen": {
    title: "Robot off the floor says that it is on it",
    cause: "The robot was taken off the floor by a person, and says that it stands on the lanes.",
    consequence:
      "The place that it says is held for it; it is told to stand still, and others drive around it.",
    action:
      "Look where it is. Switch it off or bring it off the lanes and take it off the floor again, or put it back.",
    respondWithinMinutes: 5,
  },
  "robot.handling-failed": {
    title: "Robot cannot take or hand over its tote",
    cause: "The robot cannot take or hand over its tote.",
    consequence: "It stands at the station and blocks its place.",
    action: "Look at the tote and the handover; take the tote over by hand if need be.",
    respondWithinMinutes: 10,
  },
} as const satisfies Readonly<Record<string, AlarmMeaning>>;
