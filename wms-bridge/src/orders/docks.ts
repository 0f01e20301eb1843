/** Docks of one carrier: a parcel of another that passes there is refused and said, since its label is no use to that driver. */
import type { DeviceId } from "@floorplane/contracts/ids";
import type { Desk } from "@floorplane/runtime/room";
import { clearAlarm, raiseAlarm } from "../keeping/alarms.ts";
import type { WithParcels } from "../packing/parcels.ts";
import { unassigned } from "./carriers.ts";
import type { WithOrders } from "./orders.ts";

export interface WithDocks {
  /** The carrier whose dock a portal stands at, where it is one carrier's. */
  readonly docks: ReadonlyMap<DeviceId, string>;
}

export function isAtWrongDock(
  { docks, parcels, orders }: WithDocks & WithParcels & WithOrders,
  desk: Desk,
  sscc: string,
  portal: DeviceId,
): boolean {
  const dock = docks.get(portal);
  const parcel = parcels.get(sscc);
  const order = parcel?.order ? orders.get(parcel.order) : undefined;
  if (dock === undefined || !order || parcel?.state === "left") return false;
  if (order.carrier === dock || order.carrier === unassigned.carrier) return false;
  raiseAlarm(desk, "parcel.wrong-dock", sscc, { carrier: order.carrier, dock, portal });
  return true;
}

export const clearWrongDock = (desk: Desk, sscc: string): void => clearAlarm(desk, "parcel.wrong-dock", sscc);
