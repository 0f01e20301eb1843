/** Alarms that the WMS bridge raises of orders, goods, people's answers and confirmations. */
import type { AlarmRow } from "./row.ts";

export const alarmsOfGoods = {
  "csv.unread": {
    priority: "high",
    respondWithinMinutes: 60,
    parameters: ["file", "why", "files"],
  },
  "label.failed": {
    priority: "high",
    respondWithinMinutes: 30,
    parameters: ["printer", "label", "of", "why"],
  },
  "label.unknown": {
    priority: "high",
    respondWithinMinutes: 15,
    parameters: ["printer", "label", "of", "copy", "why"],
  },
  "order.at-risk": {
    priority: "medium",
    respondWithinMinutes: 30,
    silence: "follows",
    parameters: ["state", "shipBy"],
  },
  "order.country-unknown": {
    priority: "medium",
    respondWithinMinutes: 120,
    parameters: ["country", "order", "orders"],
  },
  "order.parked": {
    priority: "high",
    respondWithinMinutes: 60,
    parameters: ["failures", "tote?", "transport?", "failure?"],
  },
  "parcel.elsewhere": {
    priority: "high",
    respondWithinMinutes: 60,
    parameters: ["transfer", "to"],
  },
  "pallet.apart": {
    priority: "high",
    respondWithinMinutes: 15,
    parameters: ["parcel", "parcels", "portal"],
  },
  "pallet.seen-open": {
    priority: "high",
    respondWithinMinutes: 15,
    parameters: ["portal", "parcels"],
  },
  "pallet.unread": {
    priority: "high",
    respondWithinMinutes: 30,
    silence: "follows",
    parameters: ["carrier", "manifest", "parcels"],
  },
  "parcel.late": {
    priority: "medium",
    respondWithinMinutes: 30,
    silence: "follows",
    parameters: ["state", "station", "sscc"],
  },
  "packer.late": {
    priority: "high",
    respondWithinMinutes: 30,
    parameters: ["tote", "since"],
  },
  "parcel.unknown": {
    priority: "high",
    respondWithinMinutes: 15,
    parameters: ["name", "where"],
  },
  "parcel.unread": {
    priority: "high",
    respondWithinMinutes: 30,
    silence: "follows",
    parameters: ["carrier", "manifest"],
  },
  "parcel.wrong-dock": {
    priority: "high",
    respondWithinMinutes: 15,
    parameters: ["carrier", "dock", "portal"],
  },
  "portal.unheard": {
    priority: "high",
    respondWithinMinutes: 15,
    parameters: ["parcels", "tote"],
  },
  "printer.stopped": {
    priority: "high",
    respondWithinMinutes: 15,
    parameters: ["why", "waiting"],
  },
  "readers.unheard": {
    priority: "high",
    respondWithinMinutes: 15,
    parameters: ["robot", "totes", "tote"],
  },
  "return.overdue": {
    priority: "medium",
    respondWithinMinutes: 120,
    parameters: ["return", "units", "hours"],
  },
  "stock.misplaced": {
    priority: "high",
    respondWithinMinutes: 60,
    parameters: ["sku", "goodsClass", "units"],
  },
  "stock.place-removed": {
    priority: "medium",
    respondWithinMinutes: 240,
    parameters: ["units"],
  },
  "task.refused": {
    priority: "medium",
    respondWithinMinutes: 30,
    parameters: ["reason", "text", "device", "field?", "skus?"],
  },
  "task.answered-otherwise": {
    priority: "medium",
    respondWithinMinutes: 60,
    parameters: ["device", "booked", "by"],
  },
  "task.unknown": {
    priority: "medium",
    respondWithinMinutes: 60,
    parameters: ["name", "where"],
  },
  "tote.unknown": {
    priority: "medium",
    respondWithinMinutes: 30,
    parameters: ["name", "where"],
  },
  "tote.contents-unknown": {
    priority: "high",
    respondWithinMinutes: 30,
    parameters: ["reason", "robot"],
  },
  "transfer.overdue": {
    priority: "medium",
    respondWithinMinutes: 120,
    parameters: ["transfer", "to", "missing", "over", "task"],
  },
  "webhook.dead-letter": {
    priority: "high",
    respondWithinMinutes: 120,
    parameters: ["id", "about", "why"],
  },
  "webhook.gone": {
    priority: "high",
    respondWithinMinutes: 60,
    parameters: ["status?", "why?", "since", "waiting"],
  },
  "webhook.refused": {
    priority: "medium",
    respondWithinMinutes: 120,
    parameters: ["id", "about"],
  },
  "webhook.unheard": {
    priority: "high",
    respondWithinMinutes: 30,
    parameters: ["status?", "why?", "since", "waiting"],
  },
  "webhook.no-hearer": {
    priority: "high",
    respondWithinMinutes: 120,
    parameters: ["name", "waiting"],
  },
} as const satisfies Readonly<Record<string, AlarmRow>>;
