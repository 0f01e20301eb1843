/** Which renderer a machine gets: PixiJS where a graphics card draws, Canvas 2-D where one is only imagined in software and the fleet is not huge. */

import { CanvasRenderer } from "./canvas-renderer.ts";
import type { FloorRenderer } from "./floor-renderer.ts";

/** Above this Canvas 2-D blocks clicks for longer than software WebGL does (measured: 32 ms a frame at 5,000 robots, 1.5 ms at 1,000). */
const canvasRobotsMax = 1_500;
const softwareNames = /swiftshader|llvmpipe|softpipe|software|microsoft basic render/i;

export async function chooseRenderer(robots: number): Promise<FloorRenderer> {
  const asked = new URLSearchParams(window.location.search).get("renderer");
  const card = graphicsCard();
  const canvas =
    asked === "canvas" ||
    (asked !== "pixi" && (card === "none" || (card === "software" && robots <= canvasRobotsMax)));
  if (canvas) return new CanvasRenderer();
  try {
    const { PixiRenderer } = await import("./pixi-renderer.ts");
    return await PixiRenderer.create();
  } catch {
    // The context was refused after all, or the chunk did not load: the floor is shown all the same.
    return new CanvasRenderer();
  }
}

function graphicsCard(): "hardware" | "software" | "none" {
  const gl = document.createElement("canvas").getContext("webgl2");
  if (!gl) return "none";
  const names = gl.getExtension("WEBGL_debug_renderer_info");
  const name = String(gl.getParameter(names ? names.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
  gl.getExtension("WEBGL_lose_context")?.loseContext();
  return softwareNames.test(name) ? "software" : "hardware";
}
