/** What a plant model does not say, or says and a layout cannot: each with what was made of it and what to do. */
import { Remarks } from "../draft.ts";

const words = {
  "renamed-points": [
    "are points whose names no topic can have: blanks and other signs are written _ (the name stays as nodeName)",
    "nothing, where that reads well",
  ],
  "renamed-paths": [
    "are paths whose names no topic can have: blanks and other signs are written _ or -- (the name stays as edgeName)",
    "nothing, where that reads well",
  ],
  "renamed-locations": [
    "are locations whose names no topic can have: blanks and other signs are written _ (the name stays as stationName)",
    "nothing, where that reads well",
  ],
  "renamed-vehicles": [
    "are vehicles whose names no topic can have: blanks and other signs are written _",
    "nothing, where that reads well",
  ],
  report: [
    "are report positions, where no vehicle halts in openTCS; robots may wait at every node here",
    "take them out of the layout where nobody may stand",
  ],
  floors: [
    "lie at another height than the first point: all is drawn as one plane",
    "give each floor a layout of its own",
  ],
  locked: ["are locked, and left out", "unlock them in the model editor, or draw them into the layout"],
  "no-speed": ["have a speed of 0 both ways, and are left out", "give them one in the model editor"],
  "same-way": [
    "lead back where another path leads forwards already: the way back in reverse is left out",
    "nothing, or take the other path out",
  ],
  lengths: [
    "are longer or shorter by a tenth than they are drawn: distances here are those of the drawing",
    "see that the plant is drawn to scale, in mm",
  ],
  curves: [
    "are drawn as curves, which robots are told to follow (trajectory)",
    "take the trajectory out where robots find their own way: those that take no curves get no orders",
  ],
  "unknown-shape": [
    "are drawn with a bend whose place no file says: they are read as straight lines",
    "draw a trajectory or a node where the bend is",
  ],
  "no-scale": [
    "are drawn as curves, and the model has no scale for them: they are read as straight lines",
    "draw trajectories where robots drive curves",
  ],
  "wrong-points": [
    "are curves with another number of control points than their kind has: they are read as straight lines",
    "draw them again in the model editor",
  ],
  turning: [
    "is not said in a plant model: robots turn at every node, and on no edge",
    "write rotationAtStartNodeAllowed and rotationAtEndNodeAllowed: NONE where there is no room or a vehicle cannot",
  ],
  peripheral: [
    "have devices do something on the way (doors, lifts): nobody does that here",
    "leave them out, or see that the device opens by itself",
  ],
  "single-blocks": [
    "are blocks for one vehicle at a time: here two robots may be in them, wherever their footprints do not touch",
    "draw fewer nodes in them, or larger vehicles, where that is too close",
  ],
  "direction-blocks": [
    "are blocks for vehicles of one direction: robots here are kept from meeting head-on by what they hold, wherever they are",
    "nothing",
  ],
  "unknown-members": ["are blocks of which members are not in the model", "look at them in the model editor"],
  envelopes: [
    "have vehicle envelopes: here the footprint of the largest vehicle is kept free everywhere",
    "draw racks and walls (racks in site.yaml) where they stand close",
  ],
  when: [
    "have actions that are sent at the beginning or end of an order alone: they are written as CONDITIONAL, and not sent",
    "write REQUIRED where every robot that passes may do them",
  ],
  tags: ["have actions with tags, which are not looked at", "take out those that not every robot does"],
  typed: [
    "have actions with numbers or flags as parameters, which are sent as text",
    "see that the vehicles take them so",
  ],
  packing: ["are taken for packing stations, by what they are called", "correct their kind in site.yaml"],
  check: [
    "are taken for places where totes are counted, by what they are called",
    "correct their kind in site.yaml",
  ],
  receiving: [
    "are taken for places where goods come in, by what they are called",
    "correct their kind in site.yaml",
  ],
  charging: [
    "are taken for chargers, by what is done there or what they are called",
    "correct their kind in site.yaml",
  ],
  parking: ["are taken for parking places", "correct their kind in site.yaml"],
  bin: [
    "are places where loads are taken or put: bins of locations.csv where the site packs, else stations for transports",
    "move those that are more than that to site.yaml, with their kind",
  ],
  "no-kind": [
    "are places of which it is not known what they are for: stations of the layout that nobody uses",
    "add them to site.yaml with a kind, or to locations.csv",
  ],
  device: [
    "are devices (doors, lifts and the like) or locations that no vehicle reaches, and left out",
    "link them to a point where vehicles work there",
  ],
  "locked-locations": ["are locked locations, and left out", "unlock them in the model editor, or add them"],
  maker: [
    "are vehicles of which the model does not say who made them (vda5050:manufacturer, vda5050:serialNumber)",
    "write manufacturer and serialNumber as they stand in the robots' topics",
  ],
  version: [
    "are vehicles with a version of VDA 5050 that is not spoken here",
    "write the version that they speak, or leave it out where that is the usual one",
  ],
  topics: [
    "are vehicles with topics of their own, which do not end with maker and serial number: no robot is heard so",
    "set the vehicle's topics to interface name, version, manufacturer and serial number",
  ],
  sizes: [
    "are of several sizes: the site's vehicle is as long and as wide as the largest of them, and as fast as the slowest",
    "nothing, or leave out those that are never together",
  ],
  width: [
    "are vehicles of which no width is known: seven tenths of the length is taken",
    "write vehicle.widthM, with load",
  ],
  measures: [
    "has measures that no vehicle has, or none: the nearest that can be is taken",
    "write lengthM, widthM and speedMps of your vehicle",
  ],
  dynamics: [
    "are not in a plant model: acceleration, and the time of a quarter turn, are a slow robot's",
    "write accelerationMps2 and quarterTurnS of your vehicle",
  ],
  energy: ["are not taken over: the house charges by its own levels", "nothing"],
  properties: ["are properties that are not taken over", "nothing, or see what your adapters did with them"],
  unknown: [
    "are elements that no plant model from 0.0.4 to 7 has, and not looked at",
    "see whether they matter",
  ],
} as const;

export type PlantRemark = keyof typeof words;

export class PlantRemarks extends Remarks<PlantRemark> {
  constructor() {
    super(words);
  }
}
