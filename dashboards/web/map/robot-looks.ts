/**
 * How a robot looks: a body that points where it is heading, its colour by what it does, a second sign beside the colour for everything that
 * is not work as usual. All looks stand side by side on one picture (the atlas), from which both renderers draw.
 */
import type { RobotActivity } from "@floorplane/contracts/documents";
import { activityCodes } from "../../gateway/protocol.ts";
import type { ColourName, MapColours } from "./colours.ts";

/** Metres that one cell of the atlas shows: a robot and the ring about one in trouble. */
export const cellM = 1.7;
const cellPx = 96;
const columns = activityCodes.length;

export const lookOf = (activity: number, loaded: boolean): number => activity + (loaded ? columns : 0);
export const lookCount = 2 * columns;

/** Where a look stands on the atlas, atlas pixels. */
export const cellOf = (look: number): { x: number; y: number; size: number } => ({
  x: (look % columns) * cellPx,
  y: Math.floor(look / columns) * cellPx,
  size: cellPx,
});

/** Trouble is drawn a little larger than life, so that it is seen on the whole floor. */
export const isTrouble = (activity: RobotActivity): boolean =>
  activity === "fault" || activity === "offline" || activity === "manual" || activity === "paused";

/** Draws onto `atlas` again where one is given: what shows it need not change. */
export function drawAtlas(colours: MapColours, atlas = document.createElement("canvas")): HTMLCanvasElement {
  atlas.width = columns * cellPx;
  atlas.height = 2 * cellPx;
  const pen = atlas.getContext("2d")!;
  for (let look = 0; look < lookCount; look++) {
    const { x, y, size } = cellOf(look);
    pen.save();
    pen.translate(x + size / 2, y + size / 2);
    pen.scale(size / cellM, size / cellM);
    drawRobot(pen, activityCodes[look % columns]!, look >= columns, colours);
    pen.restore();
  }
  return atlas;
}

/** In metres about the robot's middle, heading along x. */
export function drawRobot(
  pen: CanvasRenderingContext2D,
  activity: RobotActivity,
  loaded: boolean,
  colours: MapColours,
): void {
  const works: ColourName = loaded ? "robot-loaded" : "robot-empty";
  pen.lineJoin = "round";
  switch (activity) {
    case "fault":
      ring(pen, colours["robot-fault"], []);
      body(pen, { fill: colours["robot-fault"], edge: colours["robot-ink"] });
      cross(pen, colours["robot-ink"]);
      return;
    case "offline":
    case "off-floor":
      body(pen, { fill: colours.halo, edge: colours["robot-offline"], dashed: true });
      if (loaded) tote(pen, colours["robot-offline"], false);
      return;
    case "manual":
      ring(pen, colours["robot-manual"], [0.2, 0.14]);
      body(pen, { fill: colours["robot-manual"], edge: colours["robot-ink"] });
      break;
    case "paused":
      ring(pen, colours["robot-waiting"], [0.2, 0.14]);
      body(pen, { fill: colours["robot-idle"], edge: colours["robot-ink"] });
      bars(pen, colours["robot-ink"]);
      return;
    case "waiting":
      body(pen, { fill: colours[works], edge: colours["robot-waiting"], edgeM: 0.13 });
      break;
    case "charging":
      body(pen, { fill: colours["robot-charging"], edge: colours["robot-ink"] });
      bolt(pen, colours["robot-ink"]);
      return;
    case "idle":
    case "parking":
      body(pen, { fill: colours["robot-idle"], edge: colours["robot-ink"] });
      break;
    case "acting":
    case "to-stop":
      body(pen, { fill: colours[works], edge: colours["robot-ink"] });
      break;
    default:
      activity satisfies never;
  }
  if (loaded) tote(pen, colours.tote, true);
  else if (activity === "acting") dot(pen, colours["robot-ink"]);
}

interface BodyPaint {
  readonly fill: string;
  readonly edge: string;
  readonly edgeM?: number;
  readonly dashed?: boolean;
}

/** Square behind, pointed in front: the heading is seen at fifteen pixels. */
function body(pen: CanvasRenderingContext2D, { fill, edge, edgeM, dashed }: BodyPaint): void {
  pen.beginPath();
  pen.moveTo(-0.46, -0.36);
  pen.lineTo(0.18, -0.36);
  pen.lineTo(0.56, 0);
  pen.lineTo(0.18, 0.36);
  pen.lineTo(-0.46, 0.36);
  pen.closePath();
  pen.fillStyle = fill;
  pen.fill();
  pen.lineWidth = edgeM ?? (dashed ? 0.1 : 0.05);
  pen.strokeStyle = edge;
  pen.setLineDash(dashed ? [0.16, 0.1] : []);
  pen.stroke();
  pen.setLineDash([]);
}

function ring(pen: CanvasRenderingContext2D, colour: string, dash: number[]): void {
  pen.beginPath();
  pen.arc(0, 0, 0.75, 0, 2 * Math.PI);
  pen.lineWidth = 0.12;
  pen.strokeStyle = colour;
  pen.setLineDash(dash);
  pen.stroke();
  pen.setLineDash([]);
}

function tote(pen: CanvasRenderingContext2D, colour: string, filled: boolean): void {
  pen.beginPath();
  pen.rect(-0.33, -0.17, 0.36, 0.34);
  pen.fillStyle = colour;
  pen.strokeStyle = colour;
  pen.lineWidth = 0.07;
  if (filled) pen.fill();
  else pen.stroke();
}

function dot(pen: CanvasRenderingContext2D, colour: string): void {
  pen.beginPath();
  pen.arc(-0.1, 0, 0.14, 0, 2 * Math.PI);
  pen.fillStyle = colour;
  pen.fill();
}

function cross(pen: CanvasRenderingContext2D, colour: string): void {
  pen.beginPath();
  pen.moveTo(-0.28, -0.18);
  pen.lineTo(0.08, 0.18);
  pen.moveTo(-0.28, 0.18);
  pen.lineTo(0.08, -0.18);
  pen.lineWidth = 0.11;
  pen.strokeStyle = colour;
  pen.stroke();
}

function bars(pen: CanvasRenderingContext2D, colour: string): void {
  pen.fillStyle = colour;
  pen.fillRect(-0.3, -0.2, 0.13, 0.4);
  pen.fillRect(-0.04, -0.2, 0.13, 0.4);
}

function bolt(pen: CanvasRenderingContext2D, colour: string): void {
  pen.beginPath();
  pen.moveTo(0.08, -0.26);
  pen.lineTo(-0.3, 0.06);
  pen.lineTo(-0.08, 0.06);
  pen.lineTo(-0.2, 0.28);
  pen.lineTo(0.16, -0.06);
  pen.lineTo(-0.04, -0.06);
  pen.closePath();
  pen.fillStyle = colour;
  pen.fill();
}

/** Pixels per metre at which robots are drawn: their own size, but never too small to see. */
export const robotScale = (cameraScale: number, vehicleLengthM: number): number =>
  Math.max(cameraScale, smallestPx / vehicleLengthM);
const smallestPx = 18;
