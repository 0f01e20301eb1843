/** The floor on Canvas 2-D with the processor alone: for machines without a graphics card, where it is the faster of the two. */
import type { FloorPlan } from "../../gateway/protocol.ts";
import { bandOf, type Camera, toScreen } from "./camera.ts";
import type { MapColours } from "./colours.ts";
import { type FloorRenderer, notDrawn, type RobotPicture } from "./floor-renderer.ts";
import { groundShapes, type Shape } from "./ground-shapes.ts";
import { cellM, cellOf, drawAtlas, robotScale } from "./robot-looks.ts";
import { cellPxMax, RobotStrips } from "./robot-strips.ts";

export class CanvasRenderer implements FloorRenderer {
  readonly kind = "canvas";
  readonly framesPerSecond = 20;
  readonly canvas = document.createElement("canvas");
  /** The still floor as last drawn. */
  readonly #ground = document.createElement("canvas");
  readonly #pen: CanvasRenderingContext2D;
  readonly #groundPen: CanvasRenderingContext2D;
  #plan: FloorPlan | undefined;
  #colours: MapColours | undefined;
  #atlas: HTMLCanvasElement | undefined;
  #strips: RobotStrips | undefined;
  #width = 1;
  #height = 1;
  #ratio = 1;
  #groundFor = "";

  constructor() {
    // `willReadFrequently` keeps the picture in main memory: four times the frames where the graphics card is imagined in software.
    this.#pen = this.canvas.getContext("2d", { willReadFrequently: true })!;
    this.#groundPen = this.#ground.getContext("2d", { willReadFrequently: true })!;
  }

  setPlan(plan: FloorPlan): void {
    this.#plan = plan;
    this.#groundFor = "";
  }

  setColours(colours: MapColours): void {
    this.#colours = colours;
    this.#atlas = drawAtlas(colours);
    this.#strips = new RobotStrips(this.#atlas);
    this.#groundFor = "";
  }

  resize(width: number, height: number, ratio: number): void {
    [this.#width, this.#height, this.#ratio] = [width, height, ratio];
    for (const canvas of [this.canvas, this.#ground]) {
      canvas.width = Math.max(1, Math.round(width * ratio));
      canvas.height = Math.max(1, Math.round(height * ratio));
    }
    this.#groundFor = "";
  }

  draw(camera: Camera, robots: RobotPicture): void {
    if (!this.#plan || !this.#colours) return;
    const groundFor = `${camera.x} ${camera.y} ${camera.scale}`;
    if (groundFor !== this.#groundFor) this.#drawGround(camera, this.#plan, this.#colours);
    this.#groundFor = groundFor;
    this.#pen.setTransform(1, 0, 0, 1, 0, 0);
    this.#pen.drawImage(this.#ground, 0, 0);
    this.#drawRobots(camera, robots, this.#plan.vehicle.lengthM);
  }

  destroy(): void {
    this.canvas.remove();
  }

  #drawRobots(camera: Camera, { count, x, y, theta, look }: RobotPicture, lengthM: number): void {
    const pen = this.#pen;
    const atlas = this.#atlas!;
    const strips = this.#strips!;
    const view = { width: this.#width, height: this.#height };
    const side = cellM * robotScale(camera.scale, lengthM);
    const cellPx = Math.ceil(side * this.#ratio);
    const isBeforehand = cellPx <= cellPxMax;
    if (isBeforehand) strips.resize(cellPx);
    for (let index = 0; index < count; index++) {
      if (look[index] === notDrawn) continue;
      const [px, py] = toScreen(camera, view, x[index]!, y[index]!);
      if (px < -side || py < -side || px > this.#width + side || py > this.#height + side) continue;
      if (isBeforehand) {
        strips.draw(pen, look[index]!, theta[index]!, px * this.#ratio, py * this.#ratio);
        continue;
      }
      const cos = Math.cos(-theta[index]!) * this.#ratio;
      const sin = Math.sin(-theta[index]!) * this.#ratio;
      pen.setTransform(cos, sin, -sin, cos, px * this.#ratio, py * this.#ratio);
      const cell = cellOf(look[index]!);
      pen.drawImage(atlas, cell.x, cell.y, cell.size, cell.size, -side / 2, -side / 2, side, side);
    }
  }

  #drawGround(camera: Camera, plan: FloorPlan, colours: MapColours): void {
    const pen = this.#groundPen;
    const k = camera.scale * this.#ratio;
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.fillStyle = colours.outside;
    pen.fillRect(0, 0, this.#ground.width, this.#ground.height);
    pen.setTransform(
      k,
      0,
      0,
      -k,
      (this.#width / 2) * this.#ratio - camera.x * k,
      (this.#height / 2) * this.#ratio + camera.y * k,
    );
    for (const shape of groundShapes(plan, bandOf(camera.scale)))
      paint(pen, shape, colours, 1 / camera.scale);
  }
}

function paint(pen: CanvasRenderingContext2D, shape: Shape, colours: MapColours, pixelM: number): void {
  if (shape.kind === "box") {
    const { x, y, width, height } = shape.box;
    if (shape.fill) {
      pen.fillStyle = colours[shape.fill];
      pen.fillRect(x, y, width, height);
    }
    if (shape.line) {
      pen.strokeStyle = colours[shape.line];
      pen.lineWidth = pixelM;
      pen.strokeRect(x, y, width, height);
    }
    return;
  }
  const { points } = shape;
  pen.beginPath();
  if (shape.kind === "lines") {
    for (let i = 0; i + 3 < points.length; i += 4) {
      pen.moveTo(points[i]!, points[i + 1]!);
      pen.lineTo(points[i + 2]!, points[i + 3]!);
    }
    pen.strokeStyle = colours[shape.line];
    pen.lineWidth = shape.px * pixelM;
    pen.stroke();
    return;
  }
  for (let i = 0; i + 5 < points.length; i += 6) {
    pen.moveTo(points[i]!, points[i + 1]!);
    pen.lineTo(points[i + 2]!, points[i + 3]!);
    pen.lineTo(points[i + 4]!, points[i + 5]!);
    pen.closePath();
  }
  pen.fillStyle = colours[shape.fill];
  pen.fill();
}
