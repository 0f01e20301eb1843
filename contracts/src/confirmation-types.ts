/** Types of what the WMS hears, each with what it says. */

/** What each confirmation says, for those who write a receiver. */
export const confirmationTypes = {
  "order.accepted": "The order is written down and will be picked.",
  "order.backordered":
    "`lines` is what no place can give now, each with when it is expected; `givenUpAt` is how long it is waited for. Told again when more is missing or is expected at another time.",
  "order.cancelled": "The order ended and nothing of it left; `reason` says why.",
  "order.shipped":
    "The order ended: `lines` is what left of each line, `parcels` in what. `short` is what will not come, with `reason`; absent where all was shipped.",
  "order.packed":
    "Goods of the order were packed and labelled: `parcels` are these, each told once; more may follow. What leaves the dock of them is told as `parcel.shipped`.",
  "parcel.shipped":
    "One parcel left the dock: `parcels` names it alone, `lines` is what is in it, `pallet` what it left on; absent where it left by itself.",
  "pallet.closed": "A pallet is whole and waits at the dock: `pallet` names it, `parcels` is what is on it.",
  "pallet.shipped":
    "A pallet left the dock: `pallet` names it, `parcels` is all that left on it. Each of them is told as `parcel.shipped` too.",
  "receipt.received":
    "A delivery was unloaded and counted: `lines` is what came, `variance` how it differs from what was announced (absent where it does not). Its goods are for sale once they are put away.",
  "transfer.left":
    "A parcel of a transfer left for another warehouse, `transfer.to`: its goods are between the sites.",
  "transfer.arrived":
    "The other warehouse has `lines` of a transfer (below nought: it had said so, and took it back or counted fewer); `variance` is what left and did not arrive yet (below nought), or came too many.",
  "transfer.overdue":
    "Units of a transfer are missing or too many, and for a day nobody has decided about them: `variance`. A task waits for a person.",
  "transport.assigned": "A robot has the transport: `transport.robot`. Told again when another has it.",
  "transport.picked":
    "A load of the transport is on its robot: `transport` names both, the stop and the station.",
  "transport.dropped": "A load of the transport stands at `transport.station`.",
  "transport.retargeted": "A load goes to one of `transport.stations` now, as was asked.",
  "transport.target-kept":
    "A load could not be sent elsewhere any more: its robot sets it down where it was going.",
  "transport.unassigned":
    "No robot has the transport any more, and it waits for another; a load that was on one stands at `transport.station`, where a person has put it.",
  "transport.done": "All stops of the transport were made. It has ended.",
  "transport.withdrawn":
    "The transport has ended without being done: `transport.ending` says why. A load that was picked stands where `transport.dropped` said.",
  "transport.failed":
    "The transport could not be done, and has ended: `transport.ending` says why. Where its load is on a robot, `transport.load` and `transport.robot` name both, and a person takes it down.",
  "return.received": "Goods of a return are booked in.",
  "return.graded":
    "All of a return was looked at: `lines` with what the units are now, their grade and the customer's reason; `dwellS` is how long that took.",
  "return.overdue":
    "Goods of a return have stood for a day, and nobody has decided about all of them: `lines` are those that wait. Told once.",
  "stock.adjusted": "The book changed by `lines` (negative: gone); `cause` says why, and for which order.",
  "hold.overdue":
    "A hold without an end is older than a day: `hold` names it, and a task waits for a person. Told again each day until it has an end or is released.",
  "stock.warning":
    "Stock of an item has come to another level of warning, or is well again: `warning`. Told once for each crossing.",
  "stock.held": "Units are on hold, and frozen: `lines`; `cause` names the hold.",
  "stock.released":
    "No hold keeps these units any more: `lines`, for sale again; `cause` names the hold that ended last.",
  "stock.graded": "Frozen, defective or condemned units are something else now: `state` of each line.",
} as const;

export type ConfirmationType = keyof typeof confirmationTypes;
