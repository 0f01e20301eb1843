/**
 * Fleet control, as VDA 5050 calls it, put together: each part stands on those before it and knows none of those after. Robots and what they hold, then their work, then who goes where, then what follows
 * from what robots say, then what people do.
 */
import type { StationId } from "@floorplane/contracts/ids";
import type { Site } from "@floorplane/contracts/site";
import { footprintOf } from "@floorplane/layout/footprint";
import type { Layout } from "@floorplane/layout/layout";
import type { Log } from "@floorplane/runtime/log";
import { Acts } from "./acts/acts.ts";
import { Dispatcher } from "./dispatch/dispatcher.ts";
import { Travel } from "./dispatch/travel.ts";
import { Consequences } from "./reports/consequences.ts";
import { Following } from "./reports/following.ts";
import { GroundCheck } from "./reports/ground-check.ts";
import { StopOutcomes } from "./reports/stop-outcomes.ts";
import { HeldGround } from "./robots/held-ground.ts";
import { InstantActions } from "./robots/instant-actions.ts";
import { OrderSender } from "./robots/order-sender.ts";
import { Roster } from "./robots/roster.ts";
import type { FleetSettings } from "./settings/fleet-settings.ts";
import type { Traffic } from "./traffic/traffic.ts";
import { Blaming } from "./transports/blame.ts";
import { ClosedPlaces } from "./transports/closed-places.ts";
import { OpenTransports } from "./transports/open-transports.ts";

export interface FleetControlOptions {
  readonly site: Site;
  readonly layout: Layout;
  readonly traffic: Traffic;
  readonly settings: FleetSettings;
  readonly log: Log;
}

export type FleetControl = ReturnType<typeof fleetControl>;

export function fleetControl({ site, layout, traffic, settings, log }: FleetControlOptions) {
  const { vehicle } = site;
  const instants = new InstantActions(settings);
  const roster = new Roster(site, layout, settings, instants);
  const ground = new HeldGround({ layout, vehicle, traffic, planGapMs: settings.planGapMs });
  const orders = new OrderSender({ layout, vehicle, ground, settings, log });
  const transports = new OpenTransports();
  const closed = new ClosedPlaces();
  const blaming = new Blaming(roster, closed, log);
  const travel = new Travel(layout.graph, vehicle);
  const isClosed = (place: StationId): boolean => closed.isClosed(place);
  const dispatcher = new Dispatcher({
    layout,
    travel,
    settings,
    isClosed,
    isAnyClosed: () => closed.isAny,
    roster,
    transports,
    ground,
    orders,
  });
  const consequences = new Consequences({ roster, ground, transports, dispatcher });
  const footprint = footprintOf(vehicle);
  const groundCheck = new GroundCheck({ layout, footprint, traffic, ground, roster, consequences });
  const { graph } = layout;
  const stops = new StopOutcomes({
    graph,
    log,
    roster,
    transports,
    ground,
    dispatcher,
    consequences,
    blaming,
  });
  const following = new Following({
    layout,
    settings,
    log,
    roster,
    instants,
    ground,
    orders,
    transports,
    dispatcher,
    consequences,
    groundCheck,
    stops,
  });
  const hands = {
    roster,
    instants,
    ground,
    orders,
    transports,
    closed,
    dispatcher,
    consequences,
    groundCheck,
    following,
  };
  return { ...hands, acts: new Acts({ layout, settings, ...hands }, log) };
}
