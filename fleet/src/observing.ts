/**
 * Observe, reconcile, release: after a start, and whenever our own line was down, nothing moves before every robot has said where it is, or the time for
 * that is over. Who was not heard by then keeps all that it may have driven onto. While the line is down nobody is heard, and nobody is to blame: what was to
 * happen to a robot for want of a word waits (VDA 5050 6.1; FAULTS A4, B5).
 */
import { AlarmId } from "@floorplane/contracts/ids";
import { minuteMs, secondMs } from "@floorplane/contracts/units";
import type { Bus } from "@floorplane/runtime/bus/bus";
import type { Timers } from "@floorplane/runtime/clock/clock";
import type { Desk, Office } from "@floorplane/runtime/room";
import type { FleetControl } from "./fleet-control.ts";

/** A line that is back by then was a blink, which nobody need look for. */
const toldAfterMs = 10 * secondMs;
/** A line that never was up is not lost: broker and house start together, and a house whose time runs fast waits no shorter for its wires. By then it is told that none comes. */
const firstLineWithinMs = 2 * minuteMs;
/** What waits for the line looks again so often, in case the house is another one by then. */
const lookAgainMs = minuteMs;
const alarm = AlarmId("house.line-down");

export interface ObservingOptions {
  readonly control: FleetControl;
  readonly bus: Pick<Bus, "state" | "onLink">;
  readonly timers: Timers;
  readonly office: Office;
  readonly observeMs: number;
  /** Node where a robot stood when it was last written down. */
  readonly lastNode: (robot: string) => string | null;
  /** Called when the floor may move. */
  readonly opened: (desk: Desk) => void;
}

export class Observing {
  readonly #options: ObservingOptions;
  readonly #waiting = new Map<string, object>();
  #endWait: () => void = () => {};
  #endLine: () => void = () => {};
  /** Since this start. */
  #wasUp = false;

  constructor(options: ObservingOptions) {
    this.#options = options;
  }

  /** Nothing can be heard or said. */
  get isDeaf(): boolean {
    return this.#options.bus.state !== "live";
  }

  begin(desk: Desk): void {
    const { bus, office } = this.#options;
    this.#endLine = bus.onLink(() => office.act({ type: "fleet.line" }, (later) => this.#lined(later)));
    this.#lined(desk);
  }

  /** Whether a due event has to wait for the line: it comes again. */
  postpones(due: string, event: object, desk: Desk): boolean {
    if (!this.isDeaf) return false;
    this.#waiting.set(due, event);
    desk.due(due, desk.now + lookAgainMs, event);
    return true;
  }

  /** A robot was heard: maybe it was the last. */
  heard(): void {
    const { roster, orders } = this.#options.control;
    if (orders.isOpen || !roster.list.every(({ observed, value }) => observed || value.presence === "off"))
      return;
    orders.open();
    this.#endWait();
  }

  stop(): void {
    this.#endWait();
    this.#endLine();
  }

  #lined(desk: Desk): void {
    this.#options.control.orders.shut();
    this.#endWait();
    const withinMs = this.#wasUp ? toldAfterMs : firstLineWithinMs;
    if (this.isDeaf) this.#wait(withinMs, "fleet.deaf", (later) => this.#tell(later));
    else this.#look(desk);
  }

  #tell(desk: Desk): void {
    desk.send("sensors", {
      type: "alarm.raise",
      key: alarm,
      definition: "house.line-down",
      source: "house",
      parameters: {},
    });
  }

  #look(desk: Desk): void {
    const { control, observeMs } = this.#options;
    this.#wasUp = true;
    desk.send("sensors", { type: "alarm.clear", key: alarm });
    for (const robot of control.roster.list) {
      robot.heard.lineWasDown();
      // How long it stood meanwhile is our silence, not its own.
      robot.place.movedOn(desk.now);
      control.instants.ask(robot, "stateRequest", desk);
    }
    // By then it is known who is heard again.
    for (const [due, event] of this.#waiting) desk.due(due, desk.now + 2 * observeMs, event);
    this.#waiting.clear();
    this.#wait(observeMs, "fleet.observed", (later) => this.#endOfTime(later));
  }

  #wait(ms: number, type: string, then: (desk: Desk) => void): void {
    const { timers, office } = this.#options;
    this.#endWait = timers.at(timers.now() + ms, () => office.act({ type }, then));
  }

  #endOfTime(desk: Desk): void {
    const { control, lastNode, opened } = this.#options;
    if (control.orders.isOpen) return;
    const unseen = control.roster.list.filter(({ observed, value }) => !observed && value.presence !== "off");
    control.following.holdUnseen(
      unseen.filter(({ entered }) => !entered),
      lastNode,
    );
    for (const robot of unseen) {
      // A robot that was never seen is not missed: it holds no place, and maybe nobody has unpacked it yet.
      if (robot.entered) control.consequences.tell(robot, { type: "robot.silent" }, desk);
    }
    control.orders.open();
    opened(desk);
  }
}
