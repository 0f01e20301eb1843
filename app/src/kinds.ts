/** Kinds of all rooms: each document of a ledger is of one of these. */
import type { Kind } from "@floorplane/contracts/kind";
import { actKeyKind } from "@floorplane/dashboards/act-key.kind";
import type { FollowedKinds } from "@floorplane/dashboards/documents";
import { fleetKinds } from "@floorplane/fleet/kinds";
import { robotKind } from "@floorplane/fleet/robots/robot.kind";
import { placeKind } from "@floorplane/fleet/transports/place.kind";
import { transportKind } from "@floorplane/fleet/transports/transport.kind";
import { alarmKind } from "@floorplane/sensors/alarms/alarm.kind";
import { climateKind } from "@floorplane/sensors/climate/climate.kind";
import { sensorsKinds } from "@floorplane/sensors/kinds";
import { stationKind } from "@floorplane/sensors/stations/station.kind";
import { deadLetterKind } from "@floorplane/wms-bridge/confirmations/confirmation.kind";
import { deliveryKind } from "@floorplane/wms-bridge/confirmations/webhook.kind";
import { handlingKind } from "@floorplane/wms-bridge/handling/handling.kind";
import { wmsBridgeKinds } from "@floorplane/wms-bridge/kinds";
import { orderKind } from "@floorplane/wms-bridge/orders/order.kind";
import { palletKind } from "@floorplane/wms-bridge/packing/pallet.kind";
import { photoKind } from "@floorplane/wms-bridge/photos/photo.kind";
import { returnKind } from "@floorplane/wms-bridge/returns/return.kind";
import { countedKind } from "@floorplane/wms-bridge/stock/places.kind";
import { stockKind, transitKind } from "@floorplane/wms-bridge/stock/stock.kind";
import { taskKind } from "@floorplane/wms-bridge/tasks/task.kind";
import { toteKind } from "@floorplane/wms-bridge/totes/tote.kind";
import { transferKind } from "@floorplane/wms-bridge/transfers/transfer.kind";

export const kinds: readonly Kind[] = [actKeyKind, ...fleetKinds, ...sensorsKinds, ...wmsBridgeKinds];

/** Those that screens are shown. */
export const followedKinds: FollowedKinds = {
  robot: robotKind,
  place: placeKind,
  station: stationKind,
  climate: climateKind,
  alarm: alarmKind,
  order: orderKind,
  tote: toteKind,
  transport: transportKind,
  task: taskKind,
  stock: stockKind,
  counted: countedKind,
  transit: transitKind,
  handling: handlingKind,
  delivery: deliveryKind,
  deadLetter: deadLetterKind,
  return: returnKind,
  transfer: transferKind,
  photo: photoKind,
  pallet: palletKind,
};
