/**
 * Observe, reconcile, release: after a start, and whenever our own line was down, nothing moves before every robot has said where it is, or the time for
 * that is over. Who was not heard by then keeps all that it may have driven onto (VDA 5050 6.1; FAULTS A4, B5).
 */
import type { LinkState } from "@floorplane/runtime/bus/bus";
import type { Timers } from "@floorplane/runtime/clock/clock";
import type { Desk, Office } from "@floorplane/runtime/room";
import type { Parts } from "./parts.ts";

export interface ObservingOptions {
  readonly parts: Parts;
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
  #endWait: () => void = () => {};

  constructor(options: ObservingOptions) {
    this.#options = options;
  }

  begin(desk: Desk): void {
    const { parts, timers, office, observeMs } = this.#options;
    parts.driving.shut();
    for (const robot of parts.crew.list) {
      robot.observed = false;
      parts.instants.ask(robot, "stateRequest", desk);
    }
    this.#endWait();
    this.#endWait = timers.at(desk.now + observeMs, () =>
      office.act({ type: "fleet.observed" }, (later) => this.#endOfTime(later)),
    );
  }

  /** While our own line is down nobody is heard, and nobody is to blame. */
  lined(link: LinkState, desk: Desk): void {
    if (link === "live") this.begin(desk);
    else this.#options.parts.driving.shut();
  }

  /** A robot was heard: maybe it was the last. */
  heard(): void {
    const { crew, driving } = this.#options.parts;
    if (driving.isOpen || !crew.list.every(({ observed, value }) => observed || value.presence === "off"))
      return;
    driving.open();
    this.#endWait();
  }

  stop(): void {
    this.#endWait();
  }

  #endOfTime(desk: Desk): void {
    const { parts, lastNode, opened } = this.#options;
    if (parts.driving.isOpen) return;
    const unseen = parts.crew.list.filter(({ observed, value }) => !observed && value.presence !== "off");
    parts.following.holdUnseen(
      unseen.filter(({ entered }) => !entered),
      lastNode,
    );
    for (const robot of unseen) {
      // A robot that was never seen is not missed: it holds no place, and maybe nobody has unpacked it yet.
      if (robot.entered) parts.crew.tell(robot, { type: "robot.silent" }, desk);
    }
    parts.driving.open();
    opened(desk);
  }
}
