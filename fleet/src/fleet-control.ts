/** The fleet's parts put together: who keeps the robots, who drives them, who keeps the work, who decides. */
import type { StationId } from "@floorplane/contracts/ids";
import type { Site } from "@floorplane/contracts/site";
import { footprintOf } from "@floorplane/layout/footprint";
import type { Layout } from "@floorplane/layout/layout";
import type { Log } from "@floorplane/runtime/log";
import type { Desk } from "@floorplane/runtime/room";
import { Acts } from "./acts/acts.ts";
import { Dispatcher } from "./dispatch/dispatcher.ts";
import { Travel } from "./dispatch/travel.ts";
import { codec21 } from "./robots/codec-2-1.ts";
import { Driving } from "./robots/driving.ts";
import { Following } from "./robots/following.ts";
import { Holding } from "./robots/holding.ts";
import { InstantActions } from "./robots/instant-actions.ts";
import { isIdle, mustCancel } from "./robots/placer.ts";
import type { Robot } from "./robots/robot.ts";
import { Roster } from "./robots/roster.ts";
import { isUntaken } from "./robots/unanswered.ts";
import type { FleetSettings } from "./settings.ts";
import type { Traffic } from "./traffic/traffic.ts";
import { Blaming } from "./transports/blame.ts";
import { ClosedPlaces } from "./transports/closed-places.ts";
import { OpenTransports } from "./transports/open-transports.ts";
import { Stops } from "./transports/stops.ts";
import { isAboard } from "./transports/transport.ts";

export interface FleetControlOptions {
  readonly site: Site;
  readonly layout: Layout;
  readonly traffic: Traffic;
  readonly settings: FleetSettings;
  readonly log: Log;
}

export class FleetControl {
  readonly roster: Roster;
  readonly transports = new OpenTransports();
  readonly closed = new ClosedPlaces();
  readonly blaming: Blaming;
  readonly acts: Acts;
  readonly driving: Driving;
  readonly dispatcher: Dispatcher;
  readonly instants: InstantActions;
  readonly stops: Stops;
  readonly holding: Holding;
  readonly following: Following;

  constructor({ site, layout, traffic, settings, log }: FleetControlOptions) {
    this.instants = new InstantActions(codec21, settings);
    this.roster = new Roster(site, layout, settings, {
      cancelOrder: (robot, desk) => {
        if (!isIdle(robot) || mustCancel(robot)) this.instants.ask(robot, "cancelOrder", desk);
      },
      forgetCancel: (robot) => this.instants.forget(robot, "cancelOrder"),
      startPause: (robot, desk) => this.instants.ask(robot, "startPause", desk),
      stopPause: (robot, desk) => {
        // Whoever else holds it still does.
        if (robot.value.hold !== "held" && robot.value.room !== "contested")
          this.instants.ask(robot, "stopPause", desk);
      },
      forgetFailures: (robot) => this.blaming.forget(robot),
      changed: (robot, desk) => this.#changed(robot, desk),
    });
    this.driving = new Driving({
      layout,
      vehicle: site.vehicle,
      traffic,
      codec: codec21,
      settings,
      log,
      opened: (robot, desk) => this.roster.tell(robot, { type: "order.opened" }, desk),
      tooLong: (robot, desk) => {
        const { messageBytes } = robot.facts!.limits;
        robot.unfit = `protocolLimits.maxStringLens.msgLen is ${messageBytes}, and the shortest order to it is longer`;
        this.roster.raise(robot, "robot.unfit", desk, robot.unfit);
        this.settleStanding(robot, desk.now);
      },
    });
    const { roster, transports, driving } = this;
    const travel = new Travel(layout.graph, site.vehicle);
    const isClosed = (place: StationId): boolean => this.closed.isClosed(place);
    this.dispatcher = new Dispatcher({ layout, travel, settings, roster, transports, driving, isClosed });
    const { dispatcher } = this;
    this.blaming = new Blaming(roster, this.closed, log);
    const { graph } = layout;
    this.stops = new Stops({ roster, transports, driving, dispatcher, blaming: this.blaming, log, graph });
    const { stops, instants, closed } = this;
    const footprint = footprintOf(site.vehicle);
    this.holding = new Holding({ layout, footprint, traffic, driving, roster });
    const { holding } = this;
    const ask = (robot: Robot, desk: Desk): void => instants.ask(robot, "stateRequest", desk);
    this.following = new Following({
      layout,
      settings,
      roster,
      driving,
      holding,
      dispatcher,
      transports,
      stops,
      log,
      ask,
    });
    const { following } = this;
    this.acts = new Acts(
      { layout, settings, roster, transports, driving, holding, following, dispatcher, instants, closed },
      log,
    );
  }

  /** Acting, charging or not fit to drive: traffic plans around it. */
  settleStanding(robot: Robot, now: number): void {
    // Only while it may drive does it count that it does not.
    if (!robot.usable) robot.aheadSince = now;
    const charging = robot.goal?.purpose === "charge" && robot.goal.node === robot.node;
    this.driving.setStanding(
      robot,
      !robot.usable || robot.attached || charging || this.driving.isUnmoved(robot, now),
    );
  }

  /** What a robot may do has changed: traffic plans around it, its work may go to another. */
  #changed(robot: Robot, desk: Desk): void {
    this.settleStanding(robot, desk.now);
    this.dispatcher.wake();
    const { link, order, service } = robot.value;
    const transport = this.transports.get(robot.transport);
    const cannot = link === "lost" || order === "barred" || order === "unanswered" || service === "failing";
    if (!cannot || !transport || isAboard(transport) || (robot.attached && !isUntaken(robot))) return;
    // Its hands are empty and no action is on its way, or none that it has taken: another robot may do it.
    this.transports.unassign(transport, desk, robot.id);
    robot.transport = undefined;
    this.dispatcher.clearGoal(robot);
  }
}
