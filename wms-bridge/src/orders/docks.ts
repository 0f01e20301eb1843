/** Docks of one carrier: a parcel or pallet of another that passes there is refused and said, since its label is no use to that driver. */
import type { DeviceId } from "@floorplane/contracts/ids";
import type { Desk } from "@floorplane/runtime/room";
import { clearAlarm, raiseAlarm } from "../keeping/alarms.ts";
import type { WithPallets } from "../packing/pallets.ts";
import type { WithParcels } from "../packing/parcels.ts";
import { unassigned } from "./carriers.ts";
import type { WithOrders } from "./orders.ts";

export interface WithDocks {
  /** The carrier whose dock a portal stands at, where it is one carrier's. */
  readonly docks: ReadonlyMap<DeviceId, string>;
}

export function isAtWrongDock(
  means: WithDocks & WithParcels & WithPallets & WithOrders,
  desk: Desk,
  sscc: string,
  portal: DeviceId,
): boolean {
  const dock = means.docks.get(portal);
  const carrier = dock === undefined ? undefined : carrierOf(means, sscc);
  if (dock === undefined || carrier === undefined || carrier === dock || carrier === unassigned.carrier)
    return false;
  raiseAlarm(desk, "parcel.wrong-dock", sscc, { carrier, dock, portal });
  return true;
}

/** Undefined where it is for none yet, or has left. */
function carrierOf(
  { parcels, pallets, orders }: WithParcels & WithPallets & WithOrders,
  sscc: string,
): string | undefined {
  const pallet = pallets.get(sscc);
  if (pallet) return pallet.state === "left" ? undefined : (pallet.carrier ?? undefined);
  const parcel = parcels.get(sscc);
  return parcel?.order && parcel.state !== "left" ? orders.get(parcel.order)?.carrier : undefined;
}

export const clearWrongDock = (desk: Desk, sscc: string): void => clearAlarm(desk, "parcel.wrong-dock", sscc);
