/**
 * What robots say on the bus, at the door: read, checked against its topic, and set aside where it is malformed, somebody else's, or old
 * (VDA 5050 6.1; FAULTS B3, B4, C7, C14, F4). Only fresh words of robots of this site get past here.
 */
import { remarkInEnglish } from "@floorplane/contracts/reasons/english/of-messages";
import type { Remark } from "@floorplane/contracts/reasons/of-messages";
import { ownWords } from "@floorplane/contracts/reasons/reason";
import {
  filterOf,
  type TopicName,
  type TopicParser,
  topicParser,
  topics,
  usualPrefix,
} from "@floorplane/contracts/topics";
import { minuteMs } from "@floorplane/contracts/units";
import type { Bus, Delivery } from "@floorplane/runtime/bus/bus";
import type { Log } from "@floorplane/runtime/log";
import type { Heard } from "./codec.ts";
import { FreshnessOf } from "./freshness.ts";
import { isOddTold } from "./odd-alarms.ts";
import { type Change, Oddities, type Verdict } from "./oddities.ts";
import type { LinkWord, RobotFacts, RobotReport } from "./report.ts";
import type { Robot } from "./robot.ts";
import { Manner, orderParts } from "./unsaid.ts";

/** What becomes a step of the room, factsheets where something follows from them; poses are plain state and are kept at once. */
export interface RobotHearers {
  facts(robot: Robot, facts: RobotFacts): void;
  state(robot: Robot, report: RobotReport): void;
  connection(robot: Robot, link: LinkWord): void;
  /** It speaks, and nobody can tell whether that is old: it should be asked for a fresh state. */
  behind(robot: Robot): void;
  /** One speaks that is not of this site; told again while it goes on speaking, now and then. */
  unknown(robot: string, manufacturer: string): void;
  /** What it says oddly or unreadably has changed: a person is told, or it is over. */
  odd(robot: Robot, changes: readonly Change[]): void;
}

export interface RobotMessagesOptions {
  readonly robots: readonly Robot[];
  readonly hearers: RobotHearers;
  readonly log: Log;
  /** House time, ms. */
  readonly now: () => number;
}

/** Messages set aside, by why. */
export interface MessageCounts {
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

/** What is kept of each robot to judge its next message. */
class Known {
  readonly freshness = new FreshnessOf();
  readonly manner = new Manner();
  readonly oddities = new Oddities();
}

/** Topics complained about, each once; a flood of made-up topics ends here. */
const complainedMax = 1_000;
/** Strangers told by name at one time; one more is counted and logged. */
const strangersMax = 20;
/** A stranger who goes on speaking stands in the list of alarms as long as he does, ms. */
const tellAgainMs = 10 * minuteMs;

export class RobotMessages {
  readonly counts: MessageCounts = {
    malformed: 0,
    quarantined: 0,
    unknown: 0,
    stale: 0,
    retained: 0,
    odd: 0,
  };
  readonly #robots = new Map<string, Robot>();
  readonly #prefixes: readonly string[];
  readonly #parseTopic: TopicParser;
  readonly #hearers: RobotHearers;
  readonly #log: Log;
  readonly #now: () => number;
  readonly #known: ReadonlyMap<Robot, Known>;
  readonly #complained = new Set<string>();
  /** When a person was last told of each stranger, by what it calls itself. */
  readonly #toldAt = new Map<string, number>();
  readonly #ends: (() => void)[] = [];

  constructor({ robots, hearers, log, now }: RobotMessagesOptions) {
    this.#now = now;
    this.#known = new Map(robots.map((robot) => [robot, new Known()]));
    this.#hearers = hearers;
    this.#log = log;
    for (const robot of robots)
      for (const topic of ["state", "connection", "factsheet", "visualization"] as const)
        this.#robots.set(topics[topic](robot.manufacturer, robot.serialNumber, robot.prefix).text, robot);
    // Strangers are heard under the usual prefix, whatever those of the site use.
    this.#prefixes = [...new Set([usualPrefix, ...robots.map(({ prefix }) => prefix)])];
    this.#parseTopic = topicParser(this.#prefixes);
  }

  /** `poses`: hear visualization too, for screens. */
  listen(bus: Bus, { poses }: { readonly poses: boolean }): void {
    const hear = (name: TopicName, heard: (robot: Robot, delivery: Delivery) => void): void => {
      for (const prefix of this.#prefixes)
        this.#ends.push(
          bus.subscribe(filterOf(name, undefined, prefix), (delivery) => this.#of(delivery, heard)),
        );
    };
    hear("state", (robot, delivery) => this.#state(robot, delivery));
    hear("connection", (robot, delivery) => {
      const link = this.#read(robot, delivery, robot.codec.readConnection(delivery.payload));
      if (link === undefined) return;
      // One that was kept by the broker says nothing of when.
      if (link === "online" && !delivery.retained) this.#known.get(robot)!.freshness.lineUp();
      this.#hearers.connection(robot, link);
    });
    hear("factsheet", (robot, delivery) => {
      const facts = this.#read(robot, delivery, robot.codec.readFactsheet(delivery.payload));
      if (facts !== undefined) this.#hearers.facts(robot, facts);
    });
    if (poses)
      hear("visualization", (robot, delivery) => {
        const pose = this.#read(robot, delivery, robot.codec.readVisualization(delivery.payload));
        if (pose !== undefined && !delivery.retained) robot.heard.seenAt(pose);
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
    const { self = "", maker = "" } = this.#parseTopic(delivery.topic)?.levels ?? {};
    this.#complain(delivery.topic, "robot.unknown", { robot: self, manufacturer: maker });
    for (const [name, at] of this.#toldAt) if (this.#now() - at >= tellAgainMs) this.#toldAt.delete(name);
    if (this.#toldAt.has(self) || this.#toldAt.size >= strangersMax) return;
    this.#toldAt.set(self, this.#now());
    this.#hearers.unknown(self, maker);
  }

  #state(robot: Robot, delivery: Delivery): void {
    if (delivery.retained) {
      this.counts.retained++;
      return;
    }
    const said = this.#read(robot, delivery, robot.codec.readState(delivery.payload));
    if (said === undefined) return;
    if (
      !robot.report &&
      robot.orderOpen &&
      said.unsaid &&
      orderParts.some((part) => said.unsaid!.has(part))
    ) {
      const reason =
        "is left out, and nobody knows what it may still drive of the order that it was given before";
      this.#tell(robot, "state", unreadable("orderId, orderUpdateId or lastNodeId", reason));
      return;
    }
    const { freshness: fresh, manner } = this.#known.get(robot)!;
    const report = manner.whole(said, robot.report);
    const freshness = fresh.of(report, robot.report, openQuestion(robot), this.#now());
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
    const verdict = verdictOf(robot, heard);
    const topic = delivery.topic.slice(delivery.topic.lastIndexOf("/") + 1);
    this.#tell(robot, topic, verdict);
    if (verdict.kind === "unreadable") {
      const event = heard.ok ? "message.quarantined" : "message.malformed";
      this.counts[heard.ok ? "quarantined" : "malformed"]++;
      this.#complain(delivery.topic, event, {
        robot: robot.id,
        field: verdict.remark.field,
        reason: remarkInEnglish(verdict.remark),
      });
      return undefined;
    }
    if (verdict.kind === "odd") {
      this.counts.odd++;
      this.#complain(`${delivery.topic} odd`, "message.odd", {
        robot: robot.id,
        topic: delivery.topic,
        warnings: verdict.remarks.map(remarkInEnglish),
      });
    }
    return heard.ok ? heard.message : undefined;
  }

  #tell(robot: Robot, topic: string, verdict: Verdict): void {
    const { oddities } = this.#known.get(robot)!;
    const changes = oddities.heard(topic, verdict, this.#now(), (kind) => isOddTold(robot, kind));
    if (changes.length > 0) this.#hearers.odd(robot, changes);
  }

  /** Once a topic: a robot that speaks wrongly does so every second. */
  #complain(topic: string, event: string, fields: Readonly<Record<string, unknown>>): void {
    if (this.#complained.has(topic) || this.#complained.size >= complainedMax) return;
    this.#complained.add(topic);
    this.#log.warn(event, { topic, ...fields });
  }
}

/** Only an answer to it proves that it was said after all that was heard: one heard since the question may have been said after the answer. */
const openQuestion = ({ instants: { question, questionAt }, heardAt }: Robot): string | undefined =>
  heardAt <= questionAt ? question : undefined;

/**
 * A topic can be spoken on by its own robot alone, so that a header in other letters is odd and no more; one that names somebody else is a mix-up of
 * robots, and nothing of it counts.
 */
function verdictOf(robot: Robot, heard: Heard<unknown>): Verdict {
  if (!heard.ok) return unreadable(heard.field, heard.reason);
  const isItself = heard.serialNumber === robot.serialNumber && heard.manufacturer === robot.manufacturer;
  if (isItself && heard.warnings.length === 0) return sound;
  const remarks = [...heard.warnings];
  for (const name of ["manufacturer", "serialNumber"] as const) {
    const said = heard[name];
    const is = robot[name];
    if (said === undefined || said === is) continue;
    const remark: Remark = { code: "field.other-name", field: name, said: ownWords(said), is };
    if (plain(said) !== plain(is)) return { kind: "unreadable", remark };
    remarks.push(remark);
  }
  return remarks.length === 0 ? sound : { kind: "odd", remarks };
}

const unreadable = (field: string, fault: string): Verdict => ({
  kind: "unreadable",
  remark: { code: "field.flawed", field, fault: ownWords(fault) },
});

const sound: Verdict = { kind: "sound" };

const plain = (name: string): string => name.replaceAll(/[^A-Za-z0-9]/g, "").toUpperCase();
