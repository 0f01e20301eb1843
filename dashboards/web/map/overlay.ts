/** What lies over the drawn floor: names, the selection and its way, and signs for what is not as usual. Canvas 2-D for both renderers. */
import type { FloorPlan, PlanStation, StopBrief } from "../../gateway/protocol.ts";
import type { Tracks } from "../live/tracks.ts";
import { type Camera, toScreen, type Viewport } from "./camera.ts";
import type { MapColours } from "./colours.ts";
import { benchBox } from "./ground-shapes.ts";
import { LabelRoom } from "./label-room.ts";
import { robotScale } from "./robot-looks.ts";

export type Level = "good" | "notice" | "warning" | "critical";

/** A station or sensor with what is to be said about it; `good` is said quietly. */
export interface Sign {
  readonly id: string;
  readonly level: Level;
  readonly text: string;
}

export interface OverlayPicture {
  readonly camera: Camera;
  readonly view: Viewport;
  readonly plan: FloorPlan;
  readonly tracks: Tracks;
  readonly colours: MapColours;
  readonly signs: ReadonlyMap<string, Sign>;
  /** Indices of robots that are named whatever the scale. */
  readonly named: ReadonlySet<number>;
  readonly selected: { readonly robot: number } | { readonly station: PlanStation } | undefined;
  readonly hovered: number | undefined;
  /** Stops that the selected robot has before it, the next one first. */
  readonly way: readonly StopBrief[];
}

/** Names of robots are drawn from this scale on, px per metre. */
const namesFrom = 27;
const stationNamesFrom = 6;
const zoneNamesFrom = 9;
/** From one line of text to the next, px. */
const linePx = 14;
/** Lines under a station on which what is said of it may stand. */
const linesMax = 4;
const levels: readonly Level[] = ["good", "notice", "warning", "critical"];

/** Two sets of signs that say the same. */
export function areSame(a: ReadonlyMap<string, Sign>, b: ReadonlyMap<string, Sign>): boolean {
  if (a.size !== b.size) return false;
  for (const [key, { level, text }] of a) {
    const other = b.get(key);
    if (other?.level !== level || other.text !== text) return false;
  }
  return true;
}

/** What of the overlay moves though nobody touches anything: two pictures in which it is the same look the same. */
export function movingPart({ camera, plan, tracks, named, hovered, selected }: OverlayPicture): string {
  const places: string[] = [`${camera.x} ${camera.y} ${camera.scale}`];
  const all = camera.scale >= namesFrom;
  for (let index = 0; index < plan.robots.length; index++) {
    const isShown = all || named.has(index) || index === hovered;
    if (!isShown && !(selected && "robot" in selected && selected.robot === index)) continue;
    const [x, y] = [tracks.x[index]! * camera.scale, tracks.y[index]! * camera.scale];
    places.push(`${index} ${tracks.seen[index]} ${Math.round(2 * x)} ${Math.round(2 * y)}`);
  }
  return places.join(",");
}

export function drawOverlay(pen: CanvasRenderingContext2D, picture: OverlayPicture): void {
  pen.clearRect(0, 0, picture.view.width, picture.view.height);
  pen.textBaseline = "middle";
  pen.lineJoin = "round";
  drawZones(pen, picture);
  const room = new LabelRoom();
  drawDevices(pen, picture, room);
  drawStations(pen, picture, room);
  drawWay(pen, picture);
  drawRobotNames(pen, picture);
  drawSelection(pen, picture);
}

function drawZones(pen: CanvasRenderingContext2D, { camera, view, plan, colours }: OverlayPicture): void {
  if (camera.scale < zoneNamesFrom) return;
  font(pen, 11, 500);
  for (const { zone, x, y, height } of plan.zones) {
    const [px, py] = toScreen(camera, view, x + 0.35, y + height - 0.55);
    label(pen, zone, px, py, colours["text-dim"], colours.halo, "left");
  }
}

function drawDevices(pen: CanvasRenderingContext2D, picture: OverlayPicture, room: LabelRoom): void {
  const { camera, view, plan, colours, signs } = picture;
  for (const { device, kind, x, y } of plan.devices) {
    if (kind === "station") continue;
    const [px, py] = toScreen(camera, view, x, y);
    const sign = signs.get(device);
    const level = sign?.level ?? "good";
    if (kind === "portal") {
      pen.strokeStyle = colours["text-dim"];
      pen.lineWidth = 2;
      pen.strokeRect(px - 7, py - 5, 14, 10);
      font(pen, 10, 500);
      const width = pen.measureText(device).width;
      room.take({ x: px - 12 - width, y: py - linePx / 2, width: width + 19, height: linePx });
      label(pen, device, px - 12, py, colours["text-dim"], colours.halo, "right");
    } else if (level === "good") {
      if (camera.scale < zoneNamesFrom) continue;
      mark(pen, px, py, 2.5, colours["text-dim"], colours.halo);
    } else {
      diamond(pen, px, py, 6, colours[level], colours.halo);
      font(pen, 11, 600);
      const text = sign?.text ?? "";
      const width = pen.measureText(text).width;
      room.take({ x: px - 6, y: py - linePx / 2, width: width + 16, height: linePx });
      label(pen, text, px + 10, py, colours[level], colours.halo, "left");
    }
  }
}

/** Names stand in any case. What is said of a station stands beneath, a line or more lower where a neighbour's text has the place; what is worst is placed first. */
function drawStations(pen: CanvasRenderingContext2D, picture: OverlayPicture, room: LabelRoom): void {
  const { camera, view, plan, colours, signs } = picture;
  if (camera.scale < stationNamesFrom) return;
  const told: { readonly sign: Sign; readonly px: number; readonly py: number }[] = [];
  font(pen, 12, 600);
  for (const station of plan.stations) {
    if (station.kind === "parking" || station.kind === "charging") continue;
    const box = benchBox(station);
    const [px, py] = toScreen(camera, view, box.x + box.width / 2, box.y);
    const width = pen.measureText(station.station).width;
    room.take({ x: px - width / 2, y: py + 10 - linePx / 2, width, height: linePx });
    label(pen, station.station, px, py + 10, colours.text, colours.halo, "center");
    const sign = signs.get(station.station);
    if (sign?.text) told.push({ sign, px, py });
  }
  told.sort((a, b) => levels.indexOf(b.sign.level) - levels.indexOf(a.sign.level));
  for (const { sign, px, py } of told) {
    const { level, text } = sign;
    const isGood = level === "good";
    font(pen, 11, isGood ? 400 : 600);
    const colour = isGood ? colours["text-dim"] : colours[level];
    const half = pen.measureText(text).width / 2;
    const signPx = isGood ? 0 : 17;
    const lines = Array.from({ length: linesMax }, (_, line) => ({
      x: px - half - signPx,
      y: py + 25 + line * linePx - linePx / 2,
      width: 2 * half + signPx,
      height: linePx,
    })).filter(({ y }) => y + linePx <= view.height);
    const free = room.takeFirst(lines);
    // Where there is no room for the words their sign still stands; who looks closer, or at the station, reads them.
    const at = free ? free.y + linePx / 2 : py + 25;
    if (free) label(pen, text, px, at, colour, colours.halo, "center");
    if (!isGood) diamond(pen, free ? px - half - 11 : px, at, 5, colour, colours.halo);
  }
}

/** A dotted line through the stops that are left, each with its number. */
function drawWay(pen: CanvasRenderingContext2D, picture: OverlayPicture): void {
  const { camera, view, tracks, colours, selected, way } = picture;
  if (!selected || !("robot" in selected) || way.length === 0) return;
  const index = selected.robot;
  if (!tracks.seen[index]) return;
  pen.beginPath();
  pen.moveTo(...toScreen(camera, view, tracks.x[index]!, tracks.y[index]!));
  for (const { at } of way) if (at) pen.lineTo(...toScreen(camera, view, at[0], at[1]));
  pen.strokeStyle = colours.select;
  pen.lineWidth = 1.5;
  pen.setLineDash([2, 5]);
  pen.stroke();
  pen.setLineDash([]);
  font(pen, 10, 700);
  for (const [n, { at }] of way.entries()) {
    if (!at) continue;
    const [px, py] = toScreen(camera, view, at[0], at[1]);
    mark(pen, px, py, 8, colours.select, colours.halo);
    pen.fillStyle = colours.halo;
    pen.textAlign = "center";
    pen.fillText(`${n + 1}`, px, py + 0.5);
  }
}

function drawRobotNames(pen: CanvasRenderingContext2D, picture: OverlayPicture): void {
  const { camera, view, plan, tracks, colours, named, hovered, selected } = picture;
  const all = camera.scale >= namesFrom;
  font(pen, 11, 600);
  const scale = robotScale(camera.scale, plan.vehicle.lengthM);
  const chosen = selected && "robot" in selected ? selected.robot : undefined;
  for (let index = 0; index < tracks.count; index++) {
    if (!tracks.seen[index] || !(all || named.has(index) || index === hovered)) continue;
    const [px, py] = toScreen(camera, view, tracks.x[index]!, tracks.y[index]!);
    if (px < -40 || py < -20 || px > view.width + 40 || py > view.height + 20) continue;
    const above = (index === chosen ? 0.95 : 0.62) * scale + (index === chosen ? 10 : 7);
    label(pen, plan.robots[index]!, px, py - above, colours.text, colours.halo, "center");
  }
}

function drawSelection(pen: CanvasRenderingContext2D, picture: OverlayPicture): void {
  const { camera, view, plan, tracks, colours, selected } = picture;
  if (!selected) return;
  pen.strokeStyle = colours.select;
  pen.lineWidth = 2.5;
  if ("station" in selected) {
    const { station } = selected;
    const box =
      station.kind === "parking" || station.kind === "charging"
        ? { x: station.x - 0.5, y: station.y - 0.5, width: 1, height: 1 }
        : benchBox(station);
    const [px, py] = toScreen(camera, view, box.x, box.y + box.height);
    pen.strokeRect(px - 4, py - 4, box.width * camera.scale + 8, box.height * camera.scale + 8);
    return;
  }
  const index = selected.robot;
  if (!tracks.seen[index]) return;
  const [px, py] = toScreen(camera, view, tracks.x[index]!, tracks.y[index]!);
  pen.beginPath();
  pen.arc(px, py, 0.85 * robotScale(camera.scale, plan.vehicle.lengthM) + 3, 0, 2 * Math.PI);
  pen.stroke();
}

function font(pen: CanvasRenderingContext2D, px: number, weight: number): void {
  pen.font = `${weight} ${px}px system-ui, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif`;
}

function label(
  pen: CanvasRenderingContext2D,
  text: string,
  px: number,
  py: number,
  colour: string,
  halo: string,
  align: CanvasTextAlign,
): void {
  pen.textAlign = align;
  pen.strokeStyle = halo;
  pen.lineWidth = 3.5;
  pen.strokeText(text, px, py);
  pen.fillStyle = colour;
  pen.fillText(text, px, py);
}

function mark(
  pen: CanvasRenderingContext2D,
  px: number,
  py: number,
  radius: number,
  fill: string,
  halo: string,
): void {
  pen.beginPath();
  pen.arc(px, py, radius, 0, 2 * Math.PI);
  pen.strokeStyle = halo;
  pen.lineWidth = 1.5;
  pen.stroke();
  pen.fillStyle = fill;
  pen.fill();
}

function diamond(
  pen: CanvasRenderingContext2D,
  px: number,
  py: number,
  radius: number,
  fill: string,
  halo: string,
): void {
  pen.beginPath();
  pen.moveTo(px, py - radius);
  pen.lineTo(px + radius, py);
  pen.lineTo(px, py + radius);
  pen.lineTo(px - radius, py);
  pen.closePath();
  pen.strokeStyle = halo;
  pen.lineWidth = 2;
  pen.stroke();
  pen.fillStyle = fill;
  pen.fill();
}
