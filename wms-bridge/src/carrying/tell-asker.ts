/** What whoever asked for a transport hears of it, in his own number. */
import type { Confirmation } from "@floorplane/contracts/confirmation.schema";
import type { ConfirmationType } from "@floorplane/contracts/confirmation-types";
import type { Desk } from "@floorplane/runtime/room";
import type { WithConfirmations } from "../confirmations/confirmations.ts";
import type { Carry } from "./carries.ts";

type Told = NonNullable<Confirmation["data"]["transport"]>;
export type CarryTold = Extract<ConfirmationType, `transport.${string}`>;

export function tellAsker(
  { confirmations }: WithConfirmations,
  desk: Desk,
  { transport, client }: Carry,
  type: CarryTold,
  more: Omit<Told, "transport"> = {},
): void {
  confirmations.tell(
    desk,
    `transport/${transport}`,
    type,
    { transport: { transport, ...more } as Told },
    client,
  );
}
