/**
 * What robots say on the bus, at the door: read, checked against its topic, and set aside where it is malformed, somebody else's, or old
 * (VDA 5050 6.1; FAULTS B3, B4, C7, C14, F4). Only fresh words of robots of this site get past here.
 */
import { filterOf, parseTopic, type TopicName, topics } from "@floorplane/contracts/topics";
import type { Bus, Delivery } from "@floorplane/runtime/bus/bus";
import type { Log } from "@floorplane/runtime/log";
import type { Heard, RobotCodec } from "./codec.ts";
import { FreshnessOf } from "./freshness.ts";
import type { LinkWord, RobotFacts, RobotReport } from "./report.ts";
import type { Robot } from "./robot.ts";

/** What becomes a step of the room, factsheets where something follows from them; poses are plain state and are kept at once. */
export interface EarHearers {
  facts(robot: Robot, facts: RobotFacts): void;
  state(robot: Robot, report: RobotReport): void;
  connection(robot: Robot, link: LinkWord): void;
  /** It speaks, and nobody can tell whether that is old: it should be asked for a fresh state. */
  behind(robot: Robot): void;
}

export interface EarOptions {
  readonly robots: readonly Robot[];
  readonly codec: RobotCodec;
  readonly hearers: EarHearers;
  readonly log: Log;
  /** House time, ms. */
  readonly now: () => number;
}

/** Messages set aside, by why. */
export interface EarCounts {
  malformed: number;
  /** Header and topic name different robots. */
  quarantined: number;
  /** From a robot that is not of this site. */
  unknown: number;
  /** Older than what was heard before, or the same again. */
  stale: number;
  /** A state that was retained: old by nature. */
  retained: number;
  /** Accepted, but not as the standard asks. */
  odd: number;
}

/** Topics complained about, each once; a flood of made-up topics ends here. */
const complainedMax = 1_000;

export class Ear {
  readonly counts: EarCounts = { malformed: 0, quarantined: 0, unknown: 0, stale: 0, retained: 0, odd: 0 };
  readonly #robots = new Map<string, Robot>();
  readonly #codec: RobotCodec;
  readonly #hearers: EarHearers;
  readonly #log: Log;
  readonly #now: () => number;
  readonly #freshness: ReadonlyMap<Robot, FreshnessOf>;
  readonly #complained = new Set<string>();
  readonly #ends: (() => void)[] = [];

  constructor({ robots, codec, hearers, log, now }: EarOptions) {
    this.#now = now;
    this.#freshness = new Map(robots.map((robot) => [robot, new FreshnessOf()]));
    this.#codec = codec;
    this.#hearers = hearers;
    this.#log = log;
    for (const robot of robots)
      for (const topic of ["state", "connection", "factsheet", "visualization"] as const)
        this.#robots.set(topics[topic](robot.manufacturer, robot.serialNumber).text, robot);
  }

  /** `poses`: hear visualization too, for screens. */
  listen(bus: Bus, { poses }: { readonly poses: boolean }): void {
    const hear = (name: TopicName, heard: (robot: Robot, delivery: Delivery) => void): void => {
      this.#ends.push(bus.subscribe(filterOf(name), (delivery) => this.#of(delivery, heard)));
    };
    hear("state", (robot, delivery) => this.#state(robot, delivery));
    hear("connection", (robot, delivery) => {
      const link = this.#read(robot, delivery, this.#codec.readConnection(delivery.payload));
      if (link === undefined) return;
      // One that was kept by the broker says nothing of when.
      if (link === "online" && !delivery.retained) this.#freshness.get(robot)!.lineUp();
      this.#hearers.connection(robot, link);
    });
    hear("factsheet", (robot, delivery) => {
      const facts = this.#read(robot, delivery, this.#codec.readFactsheet(delivery.payload));
      if (facts !== undefined) this.#hearers.facts(robot, facts);
    });
    if (poses)
      hear("visualization", (robot, delivery) => {
        const pose = this.#read(robot, delivery, this.#codec.readVisualization(delivery.payload));
        if (pose !== undefined && !delivery.retained) robot.pose = pose;
      });
  }

  stop(): void {
    for (const end of this.#ends.splice(0)) end();
  }

  #of(delivery: Delivery, heard: (robot: Robot, delivery: Delivery) => void): void {
    const robot = this.#robots.get(delivery.topic);
    if (robot) {
      heard(robot, delivery);
      return;
    }
    this.counts.unknown++;
    const levels = parseTopic(delivery.topic)?.levels;
    this.#complain(delivery.topic, "robot.unknown", { robot: levels?.self, manufacturer: levels?.maker });
  }

  #state(robot: Robot, delivery: Delivery): void {
    if (delivery.retained) {
      this.counts.retained++;
      return;
    }
    const report = this.#read(robot, delivery, this.#codec.readState(delivery.payload));
    if (report === undefined) return;
    const freshness = this.#freshness.get(robot)!.of(report, robot.report, robot.question, this.#now());
    if (freshness === "behind" || freshness === "same") {
      this.counts.stale++;
      this.#hearers.behind(robot);
      return;
    }
    if (freshness === "begun-anew")
      this.#log.warn("robot.began-anew", {
        robot: robot.id,
        header: report.headerId,
        headerBefore: robot.report?.headerId,
      });
    this.#hearers.state(robot, report);
  }

  #read<Message>(robot: Robot, delivery: Delivery, heard: Heard<Message>): Message | undefined {
    if (!heard.ok) {
      this.counts.malformed++;
      this.#complain(delivery.topic, "message.malformed", { field: heard.field, reason: heard.reason });
      return undefined;
    }
    if (
      isSomeoneElse(heard.serialNumber, robot.serialNumber) ||
      isSomeoneElse(heard.manufacturer, robot.manufacturer)
    ) {
      this.counts.quarantined++;
      this.#complain(delivery.topic, "message.quarantined", {
        robot: robot.id,
        says: `${heard.manufacturer}/${heard.serialNumber}`,
      });
      return undefined;
    }
    if (heard.warnings.length > 0) {
      this.counts.odd++;
      this.#complain(`${delivery.topic} odd`, "message.odd", {
        topic: delivery.topic,
        warnings: heard.warnings,
      });
    }
    return heard.message;
  }

  /** Once a topic: a robot that speaks wrongly does so every second. */
  #complain(topic: string, event: string, fields: Readonly<Record<string, unknown>>): void {
    if (this.#complained.has(topic) || this.#complained.size >= complainedMax) return;
    this.#complained.add(topic);
    this.#log.warn(event, { topic, ...fields });
  }
}

const isSomeoneElse = (said: string | undefined, is: string): boolean => said !== undefined && said !== is;
