/** The floor on a graphics card: PixiJS, robots as particles of one atlas. Its Particle API is called stable but experimental; the version is pinned. */
import "pixi.js/unsafe-eval";
import { Container, Graphics, Particle, ParticleContainer, Rectangle, Texture, WebGLRenderer } from "pixi.js";
import type { FloorPlan } from "../../gateway/protocol.ts";
import { type Band, bandOf, type Camera } from "./camera.ts";
import type { MapColours } from "./colours.ts";
import { type FloorRenderer, notDrawn, type RobotPicture } from "./floor-renderer.ts";
import { groundShapes, type Shape } from "./ground-shapes.ts";
import { cellM, cellOf, drawAtlas, lookCount, robotScale } from "./robot-looks.ts";

export class PixiRenderer implements FloorRenderer {
  readonly kind = "pixi";
  readonly framesPerSecond = 60;
  readonly #renderer = new WebGLRenderer();
  readonly #stage = new Container();
  readonly #world = new Container();
  readonly #grounds = new Map<Band, Graphics>();
  readonly #particles: ParticleContainer;
  readonly #atlas = document.createElement("canvas");
  #looks: Texture[] = [];
  #plan: FloorPlan | undefined;
  #colours: MapColours | undefined;
  #width = 1;
  #height = 1;

  private constructor() {
    this.#particles = new ParticleContainer({
      dynamicProperties: { position: true, rotation: true, vertex: true, uvs: true, color: true },
    });
    this.#stage.addChild(this.#world, this.#particles);
  }

  /** Throws where no WebGL context can be had. */
  static async create(): Promise<PixiRenderer> {
    const made = new PixiRenderer();
    await made.#renderer.init({
      width: 1,
      height: 1,
      antialias: true,
      autoDensity: true,
      backgroundAlpha: 1,
    });
    return made;
  }

  get canvas(): HTMLCanvasElement {
    return this.#renderer.canvas as HTMLCanvasElement;
  }

  setPlan(plan: FloorPlan): void {
    this.#plan = plan;
    this.#forgetGrounds();
  }

  setColours(colours: MapColours): void {
    this.#colours = colours;
    this.#forgetGrounds();
    drawAtlas(colours, this.#atlas);
    if (this.#looks.length === 0) this.#cutAtlas();
    this.#looks[0]!.source.update();
    this.#renderer.background.color = colours.outside;
  }

  resize(width: number, height: number, ratio: number): void {
    [this.#width, this.#height] = [width, height];
    this.#renderer.resize(Math.max(1, width), Math.max(1, height), ratio);
  }

  draw(camera: Camera, robots: RobotPicture): void {
    if (!this.#plan || !this.#colours) return;
    this.#showGround(bandOf(camera.scale), this.#plan, this.#colours);
    this.#world.scale.set(camera.scale, -camera.scale);
    this.#world.position.set(
      this.#width / 2 - camera.x * camera.scale,
      this.#height / 2 + camera.y * camera.scale,
    );
    this.#placeRobots(camera, robots, this.#plan.vehicle.lengthM);
    this.#renderer.render({ container: this.#stage });
  }

  destroy(): void {
    this.#forgetGrounds();
    this.#stage.destroy({ children: true });
    this.#renderer.destroy({ removeView: true });
  }

  #placeRobots(camera: Camera, { count, x, y, theta, look }: RobotPicture, lengthM: number): void {
    const particles = this.#particles.particleChildren as Particle[];
    while (particles.length < count)
      this.#particles.addParticle(new Particle({ texture: this.#looks[0]!, anchorX: 0.5, anchorY: 0.5 }));
    const scale = (cellM * robotScale(camera.scale, lengthM)) / cellOf(0).size;
    for (let index = 0; index < count; index++) {
      const particle = particles[index]!;
      const shown = look[index]!;
      particle.scaleX = particle.scaleY = shown === notDrawn ? 0 : scale;
      if (shown === notDrawn) continue;
      particle.texture = this.#looks[shown]!;
      particle.x = this.#width / 2 + (x[index]! - camera.x) * camera.scale;
      particle.y = this.#height / 2 - (y[index]! - camera.y) * camera.scale;
      particle.rotation = -theta[index]!;
    }
    this.#particles.update();
  }

  #cutAtlas(): void {
    const { source } = Texture.from(this.#atlas, true);
    source.autoGenerateMipmaps = true;
    this.#looks = Array.from({ length: lookCount }, (_, look) => {
      const { x, y, size } = cellOf(look);
      return new Texture({ source, frame: new Rectangle(x, y, size, size) });
    });
    this.#particles.texture = this.#looks[0]!;
  }

  #showGround(band: Band, plan: FloorPlan, colours: MapColours): void {
    let ground = this.#grounds.get(band);
    if (!ground) {
      ground = new Graphics();
      for (const shape of groundShapes(plan, band)) paint(ground, shape, colours);
      this.#grounds.set(band, ground);
      this.#world.addChild(ground);
    }
    for (const [name, drawn] of this.#grounds) drawn.visible = name === band;
  }

  #forgetGrounds(): void {
    for (const ground of this.#grounds.values()) ground.destroy();
    this.#grounds.clear();
  }
}

function paint(ground: Graphics, shape: Shape, colours: MapColours): void {
  if (shape.kind === "box") {
    const { x, y, width, height } = shape.box;
    ground.rect(x, y, width, height);
    if (shape.fill) ground.fill(colours[shape.fill]);
    if (shape.line) ground.stroke({ color: colours[shape.line], pixelLine: true });
    return;
  }
  const { points } = shape;
  if (shape.kind === "lines") {
    if (points.length === 0) return;
    for (let i = 0; i + 3 < points.length; i += 4)
      ground.moveTo(points[i]!, points[i + 1]!).lineTo(points[i + 2]!, points[i + 3]!);
    ground.stroke({ color: colours[shape.line], pixelLine: true });
    return;
  }
  for (let i = 0; i + 5 < points.length; i += 6)
    ground.poly(points.slice(i, i + 6) as number[]).fill(colours[shape.fill]);
}
