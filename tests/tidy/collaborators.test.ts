/** A constructor with more than four collaborators is often two objects. Those that are not stand here by name, each with the reason why it is one. */
import { expect, it } from "vitest";
import { isTest, readSources } from "./sources.ts";

const most = 4;

const root = "builds a whole room or engine and hands on what it was given; it works with none of it itself";
const edge =
  "stands at the edge of the house, where clock, chance, line and log are handed in instead of made";
const planning = "one step of a planner: the tables that it reads are computed once and shared by all steps";

const excused: Readonly<Record<string, string>> = {
  // Roots of rooms and engines.
  Fleet: root,
  FleetTraffic: root,
  Gateway: root,
  House: root,
  Sensors: root,
  SimulatedRobot: root,
  SimulatedWms: root,
  Warehouse: root,
  WmsBridge: root,
  // Edges.
  ClimateSensor: edge,
  Confirmations: edge,
  Handheld: edge,
  HistoryThread: edge,
  MqttBus: edge,
  Observing: edge,
  Packer: edge,
  Post: "one attempt: out by HTTP, back as a step, stamped, judged with chance, logged, within settings",
  PackingStation: edge,
  RemoteSeries: edge,
  RobotLink: edge,
  Screens: edge,
  // Steps of the planner and of its trials.
  ClaimedFloor: planning,
  Congestion: planning,
  FaceToFace: planning,
  Floor: planning,
  Neighbours: planning,
  Pibt: planning,
  Refuges: planning,
  Trial: planning,
  // The rest, each for itself.
  WmsDoor: "who asks, what was answered before and how a step ends meet where a request becomes a decision",
  Climate: "a reading goes to its series, its alarms and its link in one step",
  Dispatcher: "asks the same floor for robots, work and ways, and writes one decision",
  Following: "a robot's report is followed through in one order: place, ground, stops, order",
  FloorHandling: "what a robot takes and gives lies on a shelf, stands as a load or waits at an infeed",
  GroundCheck: "what a robot covers is judged by its body, its way and everybody else's at once",
  Hearing: "joins the parts that hear a robot with what happens afterwards",
  InstantActions: "each instant action of VDA 5050 has another owner in a vehicle",
  OrderAcceptance: "an order is judged by what the vehicle declared, does and has failed at",
  OrderSender: "the one place where what is granted becomes a VDA order on the wire",
  Orders: "holds, visits, totes and numbers of an order change with it or not at all",
  OthersGoods: "what came through the door is laid where the world keeps it: shelves, trucks and its file",
  Placer: "a person's word about a place touches all that the robot has there",
  RfidReads: "a round is judged by whose reader it is, and told as read, alarm or figure",
  RobotCore: "the vehicle's model between its two voices: what drives it and what it says",
  RobotVoice: "says what the vehicle's model, its line and its faults make of one state",
  Stations: "a machine's word changes its link, its alarms and its jobs in one step",
  StopOutcomes: "the end of an action is the work's, the robot's and the place's at once",
};

/** Not somebody to work with: numbers, words, ids. */
const isPlain = (type: string): boolean =>
  /^(?:number|string|boolean|Sku|[A-Z]\w*Id|"[^"]*")(?: \| (?:undefined|null))?(?:\[\])?$/.test(
    type.replace(/^readonly /, "").trim(),
  );

/** Parts of a list at its commas, whatever stands in brackets. */
function parts(list: string): string[] {
  const found = [""];
  let depth = 0;
  for (const character of list) {
    if ("<({[".includes(character)) depth++;
    if (">)}]".includes(character)) depth--;
    if (character === "," && depth === 0) found.push("");
    else found[found.length - 1] += character;
  }
  return found.filter((part) => part.trim() !== "");
}

/** Whom each class of a file is given: parameters, and the fields of options that the file declares. */
function collaborators(code: string): { readonly name: string; readonly given: number }[] {
  const options = new Map(
    [...code.matchAll(/interface (\w+)(?: extends [^{]+)? \{([\s\S]*?)\n\}/g)].map(([, name, body]) => [
      name!,
      [...body!.matchAll(/^ {2}readonly \w+\??: ([\s\S]*?);$/gm)].map((match) => match[1]!),
    ]),
  );
  return [...code.matchAll(/^(?:export )?(?:abstract )?class (\w+)[^{]*\{([\s\S]*?)\n\}/gm)].map(
    ([, name, body]) => {
      const parameters = parts(/\n {2}constructor\(([\s\S]*?)\) \{/.exec(body!)?.[1] ?? "");
      const types = parameters.flatMap((parameter) => {
        const type = /^\s*(?:\{[^}]*\}|\w+)\??\s*:\s*([\s\S]+?)(?:\s*=.*)?$/.exec(parameter)?.[1] ?? "";
        return options.get(type.trim()) ?? [type];
      });
      return { name: name!, given: types.filter((type) => !isPlain(type)).length };
    },
  );
}

it("a constructor has at most four collaborators, or its class stands above with a reason", () => {
  const many = readSources()
    .filter(({ path }) => !isTest(path))
    .flatMap(({ code }) => collaborators(code))
    .flatMap(({ name, given }) => (given > most ? name : []));

  // No more than those, and none that has become smaller since.
  expect([...new Set(many)].sort()).toEqual(Object.keys(excused).sort());
});
