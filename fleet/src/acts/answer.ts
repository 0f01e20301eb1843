/** What becomes of a person's act: done, refused with why, or asked of the robot, whose own word ends it. */
import type { ActReason } from "@floorplane/contracts/reasons/of-acts";
import type { Layout } from "@floorplane/layout/layout";
import type { Dispatcher } from "../dispatch/dispatcher.ts";
import type { Consequences } from "../reports/consequences.ts";
import type { Following } from "../reports/following.ts";
import type { GroundCheck } from "../reports/ground-check.ts";
import type { HeldGround } from "../robots/held-ground.ts";
import type { InstantActions } from "../robots/instant-actions.ts";
import type { OrderSender } from "../robots/order-sender.ts";
import type { Roster } from "../robots/roster.ts";
import type { FleetSettings } from "../settings/fleet-settings.ts";
import type { ClosedPlaces } from "../transports/closed-places.ts";
import type { OpenTransports } from "../transports/open-transports.ts";

export type Answer =
  | { readonly kind: "done" }
  | { readonly kind: "refused"; readonly reason: ActReason }
  | { readonly kind: "asked"; readonly withinMs: number };

/** What acts work on. */
export interface ActedOn {
  readonly layout: Layout;
  readonly settings: FleetSettings;
  readonly roster: Roster;
  readonly transports: OpenTransports;
  readonly ground: HeldGround;
  readonly orders: OrderSender;
  readonly groundCheck: GroundCheck;
  readonly consequences: Consequences;
  readonly following: Following;
  readonly dispatcher: Dispatcher;
  readonly instants: InstantActions;
  readonly closed: ClosedPlaces;
}

export const done: Answer = { kind: "done" };
export const refused = (reason: ActReason): Answer => ({ kind: "refused", reason });
export const asked = (withinMs: number): Answer => ({ kind: "asked", withinMs });
