/** What a robot says on its line: a state on every happening and at least every 30 s, poses for screens while it moves, its factsheet when asked. */
import type { State } from "@floorplane/contracts/vda5050/v2-1/state.schema";
import { every, type Timers } from "@floorplane/runtime/clock/clock";
import { factsheetOf } from "./factsheet.ts";
import type { RobotParameters } from "./parameters.ts";
import type { RobotCore } from "./robot-core.ts";
import type { RobotLink } from "./robot-link.ts";
import { positionOf, rounded, stateMessage } from "./state-message.ts";
import type { Wire } from "./wire.ts";

export interface RobotVoiceOptions {
  readonly core: RobotCore;
  readonly link: RobotLink;
  readonly wire: Wire;
  readonly timers: Timers;
  readonly parameters: RobotParameters;
  readonly mapId: string;
  /** Brings the robot up to now and lets it say what changed. */
  readonly settle: () => void;
  /** Just before a state leaves. */
  readonly beforeState: () => void;
  /** What it says instead of the truth. */
  readonly told: (truth: State) => readonly State[];
}

export class RobotVoice {
  readonly #options: RobotVoiceOptions;
  #saidAt: number;
  #stateHeaderId = 0;
  #cancelHeartbeat: () => void = () => {};
  #cancelVisualization: () => void = () => {};

  constructor(options: RobotVoiceOptions) {
    this.#options = options;
    this.#saidAt = options.timers.now();
  }

  start(): void {
    const { timers, parameters } = this.#options;
    this.#beat(timers.now() + parameters.heartbeatMs);
    if (parameters.visualizationHz > 0)
      this.#cancelVisualization = every(timers, 1_000 / parameters.visualizationHz, () => this.#visualize());
  }

  stop(): void {
    this.#cancelHeartbeat();
    this.#cancelVisualization();
  }

  state(): void {
    const { core, link, wire, timers, mapId } = this.#options;
    core.isChanged = false;
    if (!link.isOpen) return;
    const now = timers.now();
    this.#saidAt = now;
    const header = link.header("state");
    this.#stateHeaderId = header.headerId;
    const message = stateMessage(header, {
      ...core.acceptance.mark,
      steps: core.driver.steps,
      isDriving: core.isMoving,
      isPaused: core.isPaused,
      newBaseRequest: core.wantsBase,
      sinceNodeM: core.driver.sinceNodeAt(now),
      pose: core.poseAt(now),
      mapId,
      forwardSpeed: core.driver.forwardSpeedAt(now),
      tote: core.tote,
      load: core.load,
      actions: core.actions.states(),
      batteryPercent: core.charged(),
      isCharging: core.battery.isCharging,
      mode: core.mode,
      eStop: core.eStop,
      errors: core.errors.all,
    });
    this.#options.beforeState();
    for (const said of this.#options.told(message))
      link.send(
        "state",
        wire.writeState(said, (id) => core.actions.isInstant(id)),
      );
  }

  factsheet(): void {
    const { link, wire, parameters } = this.#options;
    if (!wire.knowsFactsheet) return;
    link.send("factsheet", wire.writeFactsheet(factsheetOf(link.header("factsheet"), parameters)));
  }

  /** One timer however many states are sent: it looks when the last one was. */
  #beat(at: number): void {
    const { core, timers, parameters, settle } = this.#options;
    this.#cancelHeartbeat = timers.at(at, () => {
      const due = this.#saidAt + parameters.heartbeatMs;
      if (due <= timers.now()) {
        core.isChanged = true;
        settle();
      }
      this.#beat(due > timers.now() ? due : timers.now() + parameters.heartbeatMs);
    });
  }

  #visualize(): void {
    const { core, link, wire, timers, mapId } = this.#options;
    if (!core.isMoving) return;
    const now = timers.now();
    const message = {
      ...link.header("visualization"),
      agvPosition: positionOf(core.poseAt(now), mapId),
      velocity: { vx: rounded(core.driver.forwardSpeedAt(now), 1_000) },
    };
    link.send("visualization", wire.writeVisualization(message, this.#stateHeaderId));
  }
}
