/**
 * The one-page API of the house on MQTT: every topic with its speaker, hearers, QoS and retain. Topics are built, parsed and matched here
 * and stand as text nowhere else; the broker's access rules and the docs are derived from `topicCatalogue`.
 */
import type { DeviceId, Manufacturer, RobotId, SerialNumber, SiteId, TaskId } from "./ids.ts";

/** Who may speak or hear: the control plane, a robot for itself, a device for itself, a handheld, a program of a WMS for itself, anyone who may only look. */
export type Party = "control" | "robot" | "device" | "handheld" | "program" | "viewer";

export interface TopicKind {
  readonly name: string;
  /** Levels; `{…}` is one level that names something. `{self}` must be the speaker's or hearer's own id, `{maker}` its own manufacturer. */
  readonly pattern: string;
  readonly speaker: Party;
  readonly hearers: readonly Party[];
  readonly qos: 0 | 1;
  readonly retain: boolean;
  readonly what: string;
}

/** VDA 5050 prefix as 2.x suggests: interface name and major version. */
const vda = "uagv/v2";
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

/** Patterns are split once; building a topic is a few joins. */
function build(name: TopicName, ...named: string[]): Topic {
  const kind = kinds.get(name)!;
  let next = 0;
  const text = kind.pattern.replace(/\{[a-z]+\}/g, () => named[next++]!);
  return { name, text, qos: kind.qos, retain: kind.retain };
}

/** Most robots are called by their serial number in the house too. */
type Serial = SerialNumber | RobotId;

export const topics = {
  order: (maker: Manufacturer, robot: Serial) => build("order", maker, robot),
  instantActions: (maker: Manufacturer, robot: Serial) => build("instantActions", maker, robot),
  state: (maker: Manufacturer, robot: Serial) => build("state", maker, robot),
  visualization: (maker: Manufacturer, robot: Serial) => build("visualization", maker, robot),
  connection: (maker: Manufacturer, robot: Serial) => build("connection", maker, robot),
  factsheet: (maker: Manufacturer, robot: Serial) => build("factsheet", maker, robot),
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

/** A subscription to every topic of one kind: `{…}` becomes `+`, except a site that is given. */
export function filterOf(name: TopicName, site?: SiteId): string {
  const { pattern } = kinds.get(name)!;
  return pattern.replace(/\{([a-z]+)\}/g, (_, level: string) => (level === "site" && site ? site : "+"));
}

export interface ParsedTopic {
  readonly name: TopicName;
  /** The named levels in order of the pattern, by name: `self`, `maker`, `site`, `task`. */
  readonly levels: Readonly<Record<string, string>>;
}

const splitPatterns = topicCatalogue.map((kind) => ({ name: kind.name, levels: kind.pattern.split("/") }));

/** Which topic a text is, or undefined when it is none of ours. */
export function parseTopic(text: string): ParsedTopic | undefined {
  const parts = text.split("/");
  for (const pattern of splitPatterns) {
    if (pattern.levels.length !== parts.length) continue;
    const levels: Record<string, string> = Object.create(null);
    const fits = pattern.levels.every((level, index) => {
      const part = parts[index]!;
      if (!level.startsWith("{")) return level === part;
      levels[level.slice(1, -1)] = part;
      return part.length > 0;
    });
    if (fits) return { name: pattern.name, levels };
  }
  return undefined;
}

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
