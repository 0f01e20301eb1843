/** The living map: owns camera, canvases and the drawing loop, turns hands and keys into movement, and finds what lies under a pointer. */
import type { FloorPlan, PlanStation, StopBrief, Watch } from "../../gateway/protocol.ts";
import { activityCodes } from "../../gateway/protocol.ts";
import type { Tracks } from "../live/tracks.ts";
import { type Camera, fit, pan, toScreen, type Viewport, zoomAt } from "./camera.ts";
import { chooseRenderer } from "./choose-renderer.ts";
import { type MapColours, readColours } from "./colours.ts";
import { type FloorRenderer, notDrawn, type RobotPicture } from "./floor-renderer.ts";
import { listenToHands } from "./hands.ts";
import { type InView, inViewOf } from "./in-view.ts";
import { areSame, drawOverlay, movingPart, type OverlayPicture, type Sign } from "./overlay.ts";
import { isTrouble, lookOf } from "./robot-looks.ts";
import { robotAt, type Seen, stationAt } from "./under-pointer.ts";

const ratioMax = 2;

/** What tests and benchmarks may see of the map. */
export interface MapProbe {
  readonly renderer: string;
  readonly frames: number;
  readonly scale: number;
  readonly robots: readonly { readonly id: string; readonly px: number; readonly py: number }[];
}

export interface FloorMapOptions {
  readonly host: HTMLElement;
  readonly plan: FloorPlan;
  readonly tracks: Tracks;
  readonly select: (selected: Watch | null) => void;
  /** A hand pulled the floor away from the robot it was following. */
  readonly unfollow: () => void;
  readonly reducedMotion: boolean;
  /** Drawing threw: this map draws no more. */
  readonly failed: (error: unknown) => void;
}

export class FloorMap {
  readonly #options: FloorMapOptions;
  readonly #renderer: FloorRenderer;
  readonly #overlay = document.createElement("canvas");
  readonly #pen: CanvasRenderingContext2D;
  readonly #picture: RobotPicture;
  #colours: MapColours;
  #camera: Camera;
  #view: Viewport = { width: 1, height: 1 };
  #signs: ReadonlyMap<string, Sign> = new Map();
  #selected: Watch | null = null;
  #way: readonly StopBrief[] = [];
  #follow = false;
  #hovered: number | undefined;
  /** Nobody moved the camera yet: it keeps the whole floor in sight as the window changes. */
  #isFitted = true;
  #drawn = 0;
  #drawnAt = 0;
  #isDirty = true;
  /** What of the overlay moves by itself, as last drawn. */
  #overlaid: string | undefined;
  #stopped = false;
  readonly #undo: (() => void)[] = [];

  static async create(options: FloorMapOptions): Promise<FloorMap> {
    return new FloorMap(options, await chooseRenderer(options.plan.robots.length));
  }

  private constructor(options: FloorMapOptions, renderer: FloorRenderer) {
    const { host, plan, tracks } = options;
    this.#options = options;
    this.#renderer = renderer;
    this.#pen = this.#overlay.getContext("2d", { willReadFrequently: renderer.kind === "canvas" })!;
    this.#picture = {
      count: tracks.count,
      x: tracks.x,
      y: tracks.y,
      theta: tracks.theta,
      look: new Uint8Array(tracks.count),
    };
    this.#camera = fit(plan.bounds, { width: host.clientWidth, height: host.clientHeight });
    this.#colours = readColours(host);
    for (const canvas of [renderer.canvas, this.#overlay]) {
      canvas.className = "map-canvas";
      canvas.setAttribute("aria-hidden", "true");
      host.append(canvas);
    }
    renderer.setPlan(plan);
    renderer.setColours(this.#colours);
    const observer = new ResizeObserver(() => this.#resize());
    observer.observe(host);
    this.#undo.push(() => observer.disconnect(), listenToHands(host, this));
    this.#resize();
    requestAnimationFrame((now) => this.#loop(now));
  }

  destroy(): void {
    this.#stopped = true;
    for (const undo of this.#undo) undo();
    this.#renderer.destroy();
    this.#overlay.remove();
  }

  /** The page's theme changed. */
  recolour(): void {
    this.#colours = readColours(this.#options.host);
    this.#renderer.setColours(this.#colours);
    this.#isDirty = true;
  }

  show(signs: ReadonlyMap<string, Sign>): void {
    if (areSame(signs, this.#signs)) return;
    this.#signs = signs;
    this.#isDirty = true;
  }

  select(selected: Watch | null, way: readonly StopBrief[], follow: boolean): void {
    const isNew = selected?.id !== this.#selected?.id;
    this.#selected = selected;
    this.#way = way;
    this.#follow = follow;
    this.#isDirty = true;
    if (isNew) this.#bringIntoView();
  }

  // --- what hands and keys ask for ---

  zoom(factor: number, px = this.#view.width / 2, py = this.#view.height / 2): void {
    this.#move(zoomAt(this.#camera, this.#view, factor, px, py, this.#options.plan.bounds));
  }

  pan(dx: number, dy: number): void {
    if (this.#follow) this.#options.unfollow();
    this.#follow = false;
    this.#move(pan(this.#camera, dx, dy, this.#options.plan.bounds));
  }

  fit(): void {
    this.#isFitted = true;
    this.#camera = fit(this.#options.plan.bounds, this.#view);
    this.#isDirty = true;
  }

  hover(px: number | undefined, py = 0): void {
    const hovered = px === undefined ? undefined : robotAt(this.#seenBy(), px, py);
    if (hovered === this.#hovered) return;
    this.#hovered = hovered;
    this.#options.host.style.cursor = hovered === undefined ? "" : "pointer";
    this.#isDirty = true;
  }

  choose(px: number, py: number): void {
    const robot = robotAt(this.#seenBy(), px, py);
    if (robot !== undefined) {
      this.#options.select({ kind: "robot", id: this.#options.plan.robots[robot]! });
      return;
    }
    const station = stationAt(this.#seenBy(), px, py);
    this.#options.select(station ? { kind: "station", id: station.station } : null);
  }

  // --- what others read ---

  inView(): InView {
    return inViewOf(this.#seenBy());
  }

  probe(): MapProbe {
    const { plan, tracks } = this.#options;
    const robots = [...tracks.seen.keys()]
      .filter((index) => tracks.seen[index])
      .map((index) => {
        const [px, py] = toScreen(this.#camera, this.#view, tracks.x[index]!, tracks.y[index]!);
        return { id: plan.robots[index]!, px, py };
      });
    return { renderer: this.#renderer.kind, frames: this.#drawn, scale: this.#camera.scale, robots };
  }

  // --- inside ---

  #move(camera: Camera): void {
    this.#camera = camera;
    this.#isFitted = false;
    this.#isDirty = true;
  }

  #resize(): void {
    const { clientWidth, clientHeight } = this.#options.host;
    this.#view = { width: Math.max(1, clientWidth), height: Math.max(1, clientHeight) };
    const ratio = Math.min(ratioMax, window.devicePixelRatio || 1);
    this.#renderer.resize(this.#view.width, this.#view.height, ratio);
    this.#overlay.width = Math.round(this.#view.width * ratio);
    this.#overlay.height = Math.round(this.#view.height * ratio);
    this.#pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    if (this.#isFitted) this.#camera = fit(this.#options.plan.bounds, this.#view);
    this.#isDirty = true;
    this.#draw(performance.now());
  }

  /** Draws at the renderer's rate while robots move, at the screen's rate while the camera does. */
  #loop(now: number): void {
    if (this.#stopped) return;
    requestAnimationFrame((next) => this.#loop(next));
    if (document.hidden) return;
    const spanMs = 1_000 / this.#renderer.framesPerSecond - 4;
    if (this.#isDirty || now - this.#drawnAt >= spanMs) this.#draw(now);
  }

  #draw(now: number): void {
    try {
      this.#drawAll(now);
    } catch (error) {
      this.#stopped = true;
      this.#options.failed(error);
    }
  }

  #drawAll(now: number): void {
    const { plan, tracks, reducedMotion } = this.#options;
    const isDirty = this.#isDirty;
    this.#drawnAt = now;
    this.#isDirty = false;
    tracks.sample(reducedMotion ? Number.POSITIVE_INFINITY : performance.now());
    const selected = this.#selectedPart();
    if (this.#follow && selected && "robot" in selected && tracks.seen[selected.robot]) {
      const { robot } = selected;
      this.#camera = { ...this.#camera, x: tracks.x[robot]!, y: tracks.y[robot]! };
      this.#isFitted = false;
    }
    const named = new Set<number>();
    for (let index = 0; index < tracks.count; index++) {
      const activity = activityCodes[tracks.stale[index] ? 0 : tracks.activity[index]!] ?? "offline";
      const look = lookOf(activityCodes.indexOf(activity), tracks.loaded[index] === 1);
      this.#picture.look[index] = tracks.seen[index] ? look : notDrawn;
      if (isTrouble(activity)) named.add(index);
    }
    if (selected && "robot" in selected) named.add(selected.robot);
    this.#renderer.draw(this.#camera, this.#picture);
    this.#drawn++;
    const overlay: OverlayPicture = {
      camera: this.#camera,
      view: this.#view,
      plan,
      tracks,
      colours: this.#colours,
      signs: this.#signs,
      named,
      selected,
      hovered: this.#hovered,
      way: this.#way,
    };
    // On most floors nothing of it moves from frame to frame, and it is as large as the picture below it.
    const overlaid = movingPart(overlay);
    if (!isDirty && overlaid === this.#overlaid) return;
    this.#overlaid = overlaid;
    drawOverlay(this.#pen, overlay);
  }

  #selectedPart(): { readonly robot: number } | { readonly station: PlanStation } | undefined {
    const { plan } = this.#options;
    const id = this.#selected?.id;
    if (this.#selected?.kind === "robot") {
      const robot = plan.robots.indexOf(id!);
      return robot < 0 ? undefined : { robot };
    }
    const station =
      this.#selected?.kind === "station" ? plan.stations.find((one) => one.station === id) : undefined;
    return station && { station };
  }

  /** What was chosen in a list is shown, without changing the scale. */
  #bringIntoView(): void {
    const selected = this.#selectedPart();
    if (!selected) return;
    const { tracks } = this.#options;
    const [x, y] =
      "robot" in selected
        ? [tracks.x[selected.robot]!, tracks.y[selected.robot]!]
        : [selected.station.x, selected.station.y];
    if ("robot" in selected && !tracks.seen[selected.robot]) return;
    if (!this.#isVisible(x, y)) this.#move({ ...this.#camera, x, y });
  }

  #seenBy(): Seen {
    const { plan, tracks } = this.#options;
    return { camera: this.#camera, view: this.#view, plan, tracks };
  }

  #isVisible(x: number, y: number): boolean {
    const [px, py] = toScreen(this.#camera, this.#view, x, y);
    return px >= 0 && py >= 0 && px <= this.#view.width && py <= this.#view.height;
  }
}
