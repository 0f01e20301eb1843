/** Alarms that the WMS bridge raises of orders, goods, people's answers and confirmations; their priorities come with them. */
import type { AlarmMeaning } from "./meaning.ts";

export const alarmsOfGoods = {
  "order.at-risk": {
    title: "Order may miss its ship-by",
    silence: "follows",
    cause: "An order will hardly leave by its ship-by time.",
    consequence: "It misses its truck.",
    action:
      "See what it waits for: stock, a robot or a station; tell the customer's side if it cannot be helped.",
    respondWithinMinutes: 30,
  },
  "order.country-unknown": {
    title: "Orders to a country that nobody knows",
    cause: "The WMS sent orders to a country that nobody knows.",
    consequence:
      "They are picked and packed, and have no carrier: nothing is sent around the world by guess.",
    action:
      "Give their parcels to a carrier by hand, and let the WMS write an ISO code or the country's usual name from now on.",
    respondWithinMinutes: 120,
  },
  "order.parked": {
    title: "Order is parked for a person",
    cause: "An order cannot go on without a person's decision.",
    consequence: "It stands until somebody decides.",
    action: "Open the order, read why it is parked, and decide.",
    respondWithinMinutes: 60,
  },
  "parcel.late": {
    title: "Parcel not seen at the portal",
    silence: "follows",
    cause: "A packed parcel was not seen at the outbound portal in time.",
    consequence: "Its order is not shipped, and the parcel may lie somewhere.",
    action:
      "Look for the parcel between its station and the portal. Where it has left, say so (POST /v1/parcels/{sscc}/departure).",
    respondWithinMinutes: 30,
  },
  "parcel.unknown": {
    title: "Unknown parcel leaves",
    cause: "The outbound portal read the label of a parcel that nobody here packed, or of one of long ago.",
    consequence: "It leaves unbooked: it may be somebody else's, or goods of this house under a wrong label.",
    action:
      "Look at the parcel before its truck goes. This stands until a day after it was last seen; acknowledge it when you have looked.",
    respondWithinMinutes: 15,
  },
  "portal.unheard": {
    title: "Portal sees no parcels",
    cause: "Several packed parcels in a row were not seen at the outbound portal, and none was seen since.",
    consequence: "What leaves is not told to the WMS, and orders stay open.",
    action:
      "Look at the portal's reader, its power and its network. Say what has left meanwhile (POST /v1/parcels/{sscc}/departure).",
    respondWithinMinutes: 15,
  },
  "readers.unheard": {
    title: "Reads of totes fail everywhere",
    cause:
      "Tote after tote is read by no robot's reader as its robot says: it is nothing that one robot has alone.",
    consequence: "Every tote goes to a check lane and is counted by a person.",
    action:
      "Look at what readers share: network, broker, tags of newly received goods, the catalogue's GTINs.",
    respondWithinMinutes: 15,
  },
  "stock.place-removed": {
    title: "Stock at a place that was removed",
    cause: "Stock stands at a place that is no longer in the site's locations.",
    consequence: "It is frozen: no robot fetches it and no order counts on it.",
    action: "Put the place back into locations.csv, or bring the goods to another place and say so.",
    respondWithinMinutes: 240,
  },
  "task.refused": {
    title: "A person's answer could not be booked",
    cause: "A person's answer to a task names goods or a place that nobody knows, or is doubted.",
    consequence: "Nothing of it was booked; what was to be counted gives no units until it is.",
    action: "Open the task, read what was not understood, and answer it again.",
    respondWithinMinutes: 30,
  },
  "task.answered-otherwise": {
    title: "Two different answers to one task",
    cause: "A handheld answered a task that is done already, and found something else than what was booked.",
    consequence: "The second answer changed nothing; bins that were counted are counted once more.",
    action:
      "See which of the two is right. Take units that are no good off by a write-off, or decide about them.",
    respondWithinMinutes: 60,
  },
  "task.unknown": {
    title: "Answer to a task that nobody asked",
    cause: "A handheld answered a task that is not known here, or that was let go of long ago.",
    consequence: "Nothing of the answer was booked.",
    action: "See what was counted and where; have it counted again where it may matter.",
    respondWithinMinutes: 60,
  },
  "tote.unknown": {
    title: "Unknown tote on a robot",
    cause: "The reader of a robot read the tag of a tote that nobody here knows.",
    consequence: "What lies in it is in no book; a tote that the robot should carry may be missing.",
    action: "Take the tote from the robot and bring its contents to a check lane.",
    respondWithinMinutes: 30,
  },
  "tote.contents-unknown": {
    title: "Contents of tote unknown",
    cause: "Nobody knows what a tote holds.",
    consequence: "Its units are neither in stock nor on their way.",
    action: "Bring the tote to a check lane and count it.",
    respondWithinMinutes: 30,
  },
  "webhook.dead-letter": {
    title: "WMS did not take a confirmation",
    cause: "A confirmation could not be delivered to the WMS for days.",
    consequence: "The WMS does not know what was shipped.",
    action:
      "See what the WMS answered and mend it there; then have the confirmations sent again (POST /v1/dead-letters/redelivery).",
    respondWithinMinutes: 120,
  },
  "webhook.gone": {
    title: "WMS no longer listens at its address",
    cause: "The WMS answered a confirmation with 410: nobody listens at its address any more.",
    consequence: "Nothing further is sent there; confirmations wait for three days.",
    action: "Ask for the WMS's new address and start the house with it.",
    respondWithinMinutes: 60,
  },
  "webhook.refused": {
    title: "WMS refuses a confirmation",
    cause: "The WMS takes confirmations, but has refused one of them for half an hour.",
    consequence: "It does not know what became of that order, nor what follows for it.",
    action:
      "Look into the WMS's log for that webhook-id and mend what it stumbles over; it is sent again by itself.",
    respondWithinMinutes: 120,
  },
  "webhook.unheard": {
    title: "WMS takes no confirmations",
    cause: "For minutes the WMS has taken no confirmation: it cannot be reached, or refuses all of them.",
    consequence: "It does not know what is shipped; everything waits, and the floor goes on.",
    action:
      "See what is answered: nothing (network, address, certificate), 401 (secret), 404 (path), 5xx (the WMS itself). All is sent within a minute of its return.",
    respondWithinMinutes: 30,
  },
  "webhook.no-hearer": {
    title: "Confirmations wait for a WMS that is not named",
    cause: "Confirmations wait for a WMS that the house was not told of when it started.",
    consequence: "That WMS does not know what was shipped.",
    action: "Start the house with the address of that WMS: the confirmations go there at once.",
    respondWithinMinutes: 120,
  },
} as const satisfies Readonly<Record<string, AlarmMeaning>>;
