/**
 * Reads a plant model of openTCS (XML; versions 0.0.4, 0.0.5, 6 and 7 of its schema, `model-*.xsd` of github.com/openTCS/opentcs). The file is a stranger's: document types, entities,
 * depths, sizes and names that nobody could mean are refused, each with its line.
 */
import { FloorplaneError } from "@floorplane/contracts/errors";
import { didYouMean } from "@floorplane/contracts/nearest-name";
import { SaxesParser } from "saxes";
import { edgesMax, nodesMax } from "../../graph.ts";
import type {
  PlantBlock,
  PlantElement,
  PlantLink,
  PlantLocation,
  PlantLocationType,
  PlantModel,
  PlantPath,
  PlantPoint,
  PlantVehicle,
} from "./plant-model.ts";

/** The largest plants that openTCS is used for take some MB. */
const textLengthMax = 64 * 1024 * 1024;
/** The format nests four deep. */
const depthMax = 12;
const nameLengthMax = 256;
const vehiclesMax = 10_000;
const locationsMax = 100_000;
const blocksMax = 10_000;
/** Control points, links, members and properties of one thing. */
const partsMax = 10_000;
/** mm and mm/s: a thousand kilometres. */
const numberMax = 1e9;
/** Of a text: parsed piece by piece, so that a wrong end costs no more than a wrong beginning. */
const pieceLength = 64 * 1024;

/** In the format, and of no use here: looks, and what is told with its own point or path. */
const passedOver: ReadonlySet<string> = new Set([
  "point/outgoingPath",
  "point/pointLayout",
  "point/maxVehicleBoundingBox",
  "point/vehicleEnvelope/vertex",
  "path/vehicleEnvelope/vertex",
  "vehicle/vehicleLayout",
  "location/locationLayout",
  "block/blockLayout",
  "visualLayout/layer",
  "visualLayout/layerGroup",
  "visualLayout/property",
]);

export function readPlantModel(text: string): PlantModel {
  if (text.length > textLengthMax)
    throw new FloorplaneError({
      code: "too-large",
      message: `the plant model has ${text.length} characters; at most ${textLengthMax} are read`,
    });
  const parser = new SaxesParser();
  const reading = new Reading();
  const path: string[] = [];
  parser.on("error", ({ message }) => {
    throw refusal(
      parser.line,
      `it is no sound XML: ${message.replace(/^\d+:\d+: /, "").replace(/\.$/, "")}`,
      "export the model again",
    );
  });
  parser.on("doctype", () => {
    throw refusal(
      parser.line,
      "it has a document type, which no plant model has",
      "remove <!DOCTYPE …>, or export the model again",
    );
  });
  parser.on("opentag", ({ name, attributes }) => {
    const { line } = parser;
    if (path.push(name) > depthMax)
      throw refusal(line, `elements lie more than ${depthMax} deep in each other`, "export the model again");
    reading.open(path, new Attributes(name, attributes, line));
  });
  parser.on("closetag", () => void path.pop());
  for (let at = 0; at < text.length; at += pieceLength) parser.write(text.slice(at, at + pieceLength));
  parser.close();
  return reading.model();
}

function refusal(line: number, message: string, remedy: string): FloorplaneError {
  return new FloorplaneError({
    code: "malformed-file",
    message: `${message}; ${remedy}`,
    field: `line ${line}`,
  });
}

/** What an element says of itself. */
class Attributes {
  readonly line: number;
  readonly #element: string;
  readonly #values: Readonly<Record<string, string>>;

  constructor(element: string, values: Readonly<Record<string, string>>, line: number) {
    this.#element = element;
    this.#values = values;
    this.line = line;
  }

  text(name: string): string {
    return this.optional(name) ?? this.#missing(name);
  }

  optional(name: string): string | undefined {
    return Object.hasOwn(this.#values, name) ? this.#values[name] : undefined;
  }

  /** What it is called: by this name others refer to it. */
  get name(): string {
    const name = this.text("name");
    if (name !== "" && name.length <= nameLengthMax) return name;
    throw refusal(
      this.line,
      `a ${this.#element} has a name of ${name.length} letters`,
      `give it one of 1 to ${nameLengthMax}`,
    );
  }

  /** By the first of its names that is there: versions differ. */
  number(...names: readonly [string, ...string[]]): number {
    return this.optionalNumber(...names) ?? this.#missing(names[0]);
  }

  optionalNumber(...names: readonly string[]): number | undefined {
    const name = names.find((each) => this.optional(each) !== undefined);
    if (name === undefined) return undefined;
    const text = this.text(name);
    const value = Number(text);
    if (text.trim() !== "" && Math.abs(value) <= numberMax) return value;
    throw refusal(
      this.line,
      `${this.#which()} has ${name} ${JSON.stringify(text.slice(0, 40))}`,
      `write a number from -${numberMax} to ${numberMax}`,
    );
  }

  flag(name: string): boolean {
    const text = this.optional(name) ?? "false";
    if (text === "true" || text === "1") return true;
    if (text === "false" || text === "0") return false;
    throw refusal(this.line, `${this.#which()} has ${name} ${JSON.stringify(text)}`, "write true or false");
  }

  #missing(name: string): never {
    throw refusal(this.line, `${this.#which()} has no ${name}`, "add it, or export the model again");
  }

  #which(): string {
    const name = this.optional("name");
    return `${this.#element}${name === undefined ? "" : ` ${JSON.stringify(name.slice(0, 80))}`}`;
  }
}

class Reading {
  readonly #points = new Map<string, PlantPoint>();
  readonly #paths = new Map<string, PlantPath>();
  readonly #vehicles = new Map<string, PlantVehicle>();
  readonly #locationTypes = new Map<string, PlantLocationType>();
  readonly #locations = new Map<string, PlantLocation>();
  readonly #blocks = new Map<string, PlantBlock>();
  readonly #properties = new Map<string, string>();
  readonly #unknown = new Map<string, number>();
  readonly #enveloped = new Set<string>();
  #head: { readonly name: string; readonly version: string } | undefined;
  #scale: PlantModel["scale"];
  /** What the elements within belong to. */
  #point: PlantPoint | undefined;
  #path: PlantPath | undefined;
  #vehicle: PlantVehicle | undefined;
  #locationType: PlantLocationType | undefined;
  #location: PlantLocation | undefined;
  #link: PlantLink | undefined;
  #block: PlantBlock | undefined;

  open([root, ...path]: readonly string[], of: Attributes): void {
    if (path.length === 0) {
      this.#openRoot(root!, of);
      return;
    }
    const place = path.join("/");
    const open = Object.hasOwn(this.#openers, place) ? this.#openers[place] : undefined;
    if (open) open(of);
    else if (!passedOver.has(place) && !this.#unknown.has(place)) this.#unknown.set(place, of.line);
  }

  model(): PlantModel {
    const model = {
      ...this.#head!,
      points: this.#points,
      paths: this.#paths,
      vehicles: this.#vehicles,
      locationTypes: this.#locationTypes,
      locations: this.#locations,
      blocks: this.#blocks,
      scale: this.#scale,
      properties: this.#properties,
      unknown: this.#unknown,
      enveloped: [...this.#enveloped],
    };
    checkReferences(model);
    return model;
  }

  #openRoot(root: string, of: Attributes): void {
    if (root !== "model")
      throw refusal(
        of.line,
        `its outermost element is ${JSON.stringify(root.slice(0, 40))}, and that of a plant model is "model"`,
        "name the file that openTCS saves as its plant model",
      );
    const version = of.text("version");
    if (!/^(0\.0\.[45]|[67]\.\d+\.\d+)$/.test(version))
      throw refusal(
        of.line,
        `it is a plant model of version ${JSON.stringify(version.slice(0, 20))}; 0.0.4, 0.0.5, 6 and 7 are read`,
        "open it in a model editor of openTCS 6 or 7 and save it there",
      );
    this.#head = { name: of.name, version };
  }

  /** By the place of an element below the root. */
  readonly #openers: Readonly<Record<string, (of: Attributes) => void>> = {
    point: (of) => {
      const angle = of.optional("vehicleOrientationAngle") ?? "NaN";
      this.#point = add(this.#points, nodesMax, of, "point", {
        x: of.number("positionX", "xPosition"),
        y: of.number("positionY", "yPosition"),
        z: of.optionalNumber("positionZ", "zPosition") ?? 0,
        angle: angle === "NaN" ? undefined : of.number("vehicleOrientationAngle"),
        type: of.optional("type") ?? "HALT_POSITION",
      });
    },
    "point/property": (of) => property(this.#point!.properties, of),
    "point/vehicleEnvelope": () => void this.#enveloped.add(this.#point!.name),
    path: (of) => {
      this.#path = add(this.#paths, edgesMax, of, "path", {
        from: of.text("sourcePoint"),
        to: of.text("destinationPoint"),
        lengthMm: of.optionalNumber("length") ?? 0,
        forwardMmps: of.number("maxVelocity"),
        reverseMmps: of.number("maxReverseVelocity"),
        isLocked: of.flag("locked"),
        drawn: { type: "DIRECT", points: [] },
        peripheralOperations: [],
      });
    },
    "path/property": (of) => property(this.#path!.properties, of),
    "path/vehicleEnvelope": () => void this.#enveloped.add(this.#path!.name),
    "path/peripheralOperation": (of) =>
      push(this.#path!.peripheralOperations, of, { operation: of.name, location: of.text("locationName") }),
    "path/pathLayout": (of) => {
      Object.assign(this.#path!.drawn, { type: of.optional("connectionType") ?? "DIRECT" });
    },
    "path/pathLayout/controlPoint": (of) =>
      push(this.#path!.drawn.points, of, { x: of.number("x"), y: of.number("y") }),
    vehicle: (of) => {
      this.#vehicle = add(this.#vehicles, vehiclesMax, of, "vehicle", {
        size: { lengthMm: of.optionalNumber("length"), widthMm: undefined },
        forwardMmps: of.optionalNumber("maxVelocity") ?? 0,
      });
    },
    "vehicle/property": (of) => property(this.#vehicle!.properties, of),
    "vehicle/boundingBox": (of) => {
      Object.assign(this.#vehicle!.size, { lengthMm: of.number("length"), widthMm: of.number("width") });
    },
    locationType: (of) => {
      this.#locationType = add(this.#locationTypes, locationsMax, of, "location type", {
        operations: [],
        peripheralOperations: [],
        look: { representation: "" },
      });
    },
    "locationType/property": (of) => property(this.#locationType!.properties, of),
    "locationType/allowedOperation": (of) => push(this.#locationType!.operations, of, of.name),
    "locationType/allowedPeripheralOperation": (of) =>
      push(this.#locationType!.peripheralOperations, of, of.name),
    "locationType/locationTypeLayout": (of) => {
      this.#locationType!.look.representation = of.optional("locationRepresentation") ?? "";
    },
    location: (of) => {
      this.#location = add(this.#locations, locationsMax, of, "location", {
        x: of.optionalNumber("positionX", "xPosition") ?? 0,
        y: of.optionalNumber("positionY", "yPosition") ?? 0,
        type: of.text("type"),
        isLocked: of.flag("locked"),
        links: [],
      });
    },
    "location/property": (of) => property(this.#location!.properties, of),
    "location/link": (of) => {
      this.#link = { point: of.text("point"), line: of.line, operations: [] };
      push(this.#location!.links, of, this.#link);
    },
    "location/link/allowedOperation": (of) => push(this.#link!.operations, of, of.name),
    block: (of) => {
      const type = of.optional("type") ?? "SINGLE_VEHICLE_ONLY";
      this.#block = add(this.#blocks, blocksMax, of, "block", { type, members: [] });
    },
    "block/property": (of) => property(this.#block!.properties, of),
    "block/member": (of) => push(this.#block!.members, of, of.name),
    visualLayout: (of) => {
      this.#scale = { x: of.number("scaleX"), y: of.number("scaleY") };
    },
    property: (of) => property(this.#properties, of),
  };
}

function add<Row extends PlantElement>(
  all: Map<string, Row>,
  most: number,
  of: Attributes,
  kind: string,
  rest: NoInfer<Omit<Row, keyof PlantElement>>,
): Row {
  const { name, line } = of;
  const before = all.get(name);
  if (before)
    throw refusal(
      line,
      `${kind} ${JSON.stringify(name)} stands twice (also on line ${before.line})`,
      "give one of them another name",
    );
  if (all.size >= most)
    throw new FloorplaneError({
      code: "too-large",
      message: `the plant model has more than ${most} elements ${kind}; split it`,
      field: `line ${line}`,
    });
  const element = { name, line, properties: new Map<string, string>(), ...rest } as unknown as Row;
  all.set(name, element);
  return element;
}

function push<Row>(rows: Row[], { line }: Attributes, row: Row): void {
  if (rows.length >= partsMax)
    throw refusal(line, `one thing has more than ${partsMax} of these`, "split it");
  rows.push(row);
}

function property(properties: Map<string, string>, of: Attributes): void {
  if (properties.size >= partsMax)
    throw refusal(of.line, `one thing has more than ${partsMax} properties`, "remove some");
  properties.set(of.name, of.text("value"));
}

/** Every name that is used is one of those that are given. */
function checkReferences({ points, paths, locations, locationTypes }: PlantModel): void {
  const check = (
    line: number,
    who: string,
    what: string,
    name: string,
    known: ReadonlyMap<string, unknown>,
  ) => {
    if (!known.has(name))
      throw refusal(
        line,
        `${who} names ${what} ${JSON.stringify(name.slice(0, 80))}, which is not in the model${didYouMean(name, known.keys())}`,
        `add the ${what} or correct the name`,
      );
  };
  for (const { name, line, from, to } of paths.values())
    for (const end of [from, to]) check(line, `path ${JSON.stringify(name)}`, "point", end, points);
  for (const { name, line, type, links } of locations.values()) {
    const who = `location ${JSON.stringify(name)}`;
    check(line, who, "location type", type, locationTypes);
    for (const link of links) check(link.line, who, "point", link.point, points);
  }
}
