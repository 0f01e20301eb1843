/**
 * The one-page API of the house on MQTT: every topic with its speaker, hearers, QoS and retain. Topics are built, parsed and matched here
 * and stand as text nowhere else; the broker's access rules and the docs are derived from `topicCatalogue`.
 */
import type { DeviceId, Manufacturer, RobotId, SerialNumber, SiteId, TaskId } from "./ids.ts";
import type { VdaVersion } from "./vda5050/versions.ts";

/** Who may speak or hear: the control plane, a robot for itself, a device for itself, a handheld, a program of a WMS for itself, anyone who may only look. */
export type Party = "control" | "robot" | "device" | "handheld" | "program" | "viewer";

export interface TopicKind {
  readonly name: string;
  /**
   * Levels; `{…}` is one level that names something. `{self}` must be the speaker's or hearer's own id, `{maker}` its own manufacturer; `{prefix}` stands for all levels before
   * these, which a robot's maker may have fixed (VDA 5050 6.2: interface name and major version are a recommendation).
   */
  readonly pattern: string;
  readonly speaker: Party;
  readonly hearers: readonly Party[];
  readonly qos: 0 | 1;
  readonly retain: boolean;
  readonly what: string;
}

/** Interface name and major version as VDA 5050 2.x suggests them: of a robot whose row says nothing else. */
export const usualPrefix = "uagv/v2";
export const suggestedPrefixes: Readonly<Record<VdaVersion, string>> = {
  "1.1": "uagv/v1",
  "2.0": usualPrefix,
  "2.1": usualPrefix,
  "3.0": "vda5050/v3",
};
const vda = "{prefix}";
/** No topic of a robot begins so. */
export const ourFirstLevel = "floorplane";
const ours = "floorplane/v1";

export const topicCatalogue = [
  {
    name: "order",
    pattern: `${vda}/{maker}/{self}/order`,
    speaker: "control",
    hearers: ["robot", "viewer"],
    qos: 0,
    retain: false,
    what: "VDA 5050 order",
  },
  {
    name: "instantActions",
    pattern: `${vda}/{maker}/{self}/instantActions`,
    speaker: "control",
    hearers: ["robot", "viewer"],
    qos: 0,
    retain: false,
    what: "VDA 5050 instant actions",
  },
  {
    name: "state",
    pattern: `${vda}/{maker}/{self}/state`,
    speaker: "robot",
    hearers: ["control", "viewer"],
    qos: 0,
    retain: false,
    what: "VDA 5050 state",
  },
  {
    name: "visualization",
    pattern: `${vda}/{maker}/{self}/visualization`,
    speaker: "robot",
    hearers: ["control", "viewer"],
    qos: 0,
    retain: false,
    what: "VDA 5050 visualization",
  },
  {
    name: "connection",
    pattern: `${vda}/{maker}/{self}/connection`,
    speaker: "robot",
    hearers: ["control", "viewer"],
    qos: 1,
    retain: true,
    what: "VDA 5050 connection, last will",
  },
  {
    name: "factsheet",
    pattern: `${vda}/{maker}/{self}/factsheet`,
    speaker: "robot",
    hearers: ["control", "viewer"],
    qos: 0,
    retain: true,
    what: "VDA 5050 factsheet",
  },
  {
    name: "reads",
    pattern: `${ours}/{site}/readers/{self}/reads`,
    speaker: "device",
    hearers: ["control", "viewer"],
    qos: 1,
    retain: false,
    what: "one RFID read round",
  },
  {
    name: "readRound",
    pattern: `${ours}/{site}/readers/{self}/round`,
    speaker: "control",
    hearers: ["device"],
    qos: 1,
    retain: false,
    what: "ask for one more round",
  },
  {
    name: "climate",
    pattern: `${ours}/{site}/climate/{self}/reading`,
    speaker: "device",
    hearers: ["control", "viewer"],
    qos: 1,
    retain: false,
    what: "one climate reading",
  },
  {
    name: "task",
    pattern: `${ours}/{site}/tasks/{task}`,
    speaker: "control",
    hearers: ["handheld", "viewer"],
    qos: 1,
    retain: true,
    what: "work for a person; empty when done",
  },
  {
    name: "taskOutcome",
    pattern: `${ours}/{site}/tasks/{task}/outcome`,
    speaker: "handheld",
    hearers: ["control"],
    qos: 1,
    retain: false,
    what: "what the person found",
  },
  {
    name: "positions",
    pattern: `${ours}/{site}/positions`,
    speaker: "control",
    hearers: ["control", "viewer"],
    qos: 0,
    retain: false,
    what: "binary frame of all poses, 5 Hz",
  },
  {
    name: "programRequest",
    pattern: `${ours}/{site}/programs/{self}/requests`,
    speaker: "program",
    hearers: ["control"],
    qos: 1,
    retain: false,
    what: "what a WMS's program asks at the door",
  },
  {
    name: "programAnswer",
    pattern: `${ours}/{site}/programs/{self}/answers`,
    speaker: "control",
    hearers: ["program"],
    qos: 1,
    retain: false,
    what: "the door's answer, after its commit",
  },
  {
    name: "programEvent",
    pattern: `${ours}/{site}/programs/{self}/events`,
    speaker: "control",
    hearers: ["program"],
    qos: 1,
    retain: false,
    what: "what happened to the goods of a program's clients, with the cursor",
  },
] as const satisfies readonly TopicKind[];

export type TopicName = (typeof topicCatalogue)[number]["name"];
const kinds = new Map<TopicName, TopicKind>(topicCatalogue.map((kind) => [kind.name, kind]));

/** A topic with how it is to be published. */
export interface Topic {
  readonly name: TopicName;
  readonly text: string;
  readonly qos: 0 | 1;
  readonly retain: boolean;
}

/** Names in the order of the pattern's braces. */
function build(name: TopicName, ...named: string[]): Topic {
  const kind = kinds.get(name)!;
  let next = 0;
  const text = kind.pattern.replace(/\{[a-z]+\}/g, () => named[next++]!);
  return { name, text, qos: kind.qos, retain: kind.retain };
}

/** Most robots are called by their serial number in the house too. */
type Serial = SerialNumber | RobotId;

const ofRobot =
  (name: TopicName) =>
  (maker: Manufacturer, robot: Serial, prefix: string = usualPrefix): Topic =>
    build(name, prefix, maker, robot);

export const topics = {
  order: ofRobot("order"),
  instantActions: ofRobot("instantActions"),
  state: ofRobot("state"),
  visualization: ofRobot("visualization"),
  connection: ofRobot("connection"),
  factsheet: ofRobot("factsheet"),
  reads: (site: SiteId, reader: DeviceId) => build("reads", site, reader),
  readRound: (site: SiteId, reader: DeviceId) => build("readRound", site, reader),
  climate: (site: SiteId, device: DeviceId) => build("climate", site, device),
  task: (site: SiteId, task: TaskId) => build("task", site, task),
  taskOutcome: (site: SiteId, task: TaskId) => build("taskOutcome", site, task),
  positions: (site: SiteId) => build("positions", site),
  programRequest: (site: SiteId, program: string) => build("programRequest", site, program),
  programAnswer: (site: SiteId, program: string) => build("programAnswer", site, program),
  programEvent: (site: SiteId, program: string) => build("programEvent", site, program),
} as const;

/** A subscription to every topic of one kind: `{…}` becomes `+`, except a site that is given; of robots those under one prefix. */
export function filterOf(name: TopicName, site?: SiteId, prefix: string = usualPrefix): string {
  const { pattern } = kinds.get(name)!;
  const given: Readonly<Record<string, string | undefined>> = { site, prefix };
  return pattern.replace(/\{([a-z]+)\}/g, (_, level: string) => given[level] ?? "+");
}

/** Patterns of the catalogue level by level, those of robots once for each prefix. */
export const patternsUnder = (
  prefixes: readonly string[],
): { kind: TopicKind; levels: readonly string[] }[] =>
  topicCatalogue.flatMap((kind: TopicKind) =>
    kind.pattern.startsWith(vda)
      ? prefixes.map((prefix) => ({ kind, levels: kind.pattern.replace(vda, prefix).split("/") }))
      : [{ kind, levels: kind.pattern.split("/") }],
  );

export interface ParsedTopic {
  readonly name: TopicName;
  /** The named levels in order of the pattern, by name: `self`, `maker`, `site`, `task`. */
  readonly levels: Readonly<Record<string, string>>;
}

export type TopicParser = (text: string) => ParsedTopic | undefined;

/** Tells which topic a text is, or undefined when it is none of ours. `prefixes`: those of the site's robots. */
export function topicParser(prefixes: readonly string[]): TopicParser {
  const patterns = patternsUnder(prefixes);
  return (text) => {
    const parts = text.split("/");
    for (const { kind, levels: pattern } of patterns) {
      if (pattern.length !== parts.length) continue;
      const levels: Record<string, string> = Object.create(null);
      const fits = pattern.every((level, index) => {
        const part = parts[index]!;
        if (!level.startsWith("{")) return level === part;
        levels[level.slice(1, -1)] = part;
        return part.length > 0;
      });
      if (fits) return { name: kind.name as TopicName, levels };
    }
    return undefined;
  };
}

/** The same under the usual prefix. */
export const parseTopic = topicParser([usualPrefix]);

/** MQTT 3.1.1 section 4.7: does a filter match a topic. `$` topics match no leading wildcard. */
export function topicMatches(filter: string, topic: string): boolean {
  if (filter === topic) return true;
  if (topic.startsWith("$") && !filter.startsWith("$")) return false;
  const wanted = filter.split("/");
  const given = topic.split("/");
  for (let index = 0; index < wanted.length; index++) {
    const level = wanted[index]!;
    if (level === "#") return true;
    if (index >= given.length || (level !== "+" && level !== given[index])) return false;
  }
  return wanted.length === given.length;
}
