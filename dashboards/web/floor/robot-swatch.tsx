/** A robot as it looks on the map, for lists and legends. */
import type { RobotActivity } from "@floorplane/contracts/documents";
import { useEffect, useRef } from "react";
import { readColours } from "../map/colours.ts";
import { cellM, drawRobot } from "../map/robot-looks.ts";
import { useIsDark } from "./use-is-dark.ts";

const sidePx = 26;

export function RobotSwatch({
  activity,
  loaded,
}: {
  readonly activity: RobotActivity;
  readonly loaded: boolean;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const isDark = useIsDark();
  // Drawn anew with the theme, whose colours are the page's.
  useEffect(() => {
    const pen = canvas.current?.getContext("2d");
    if (!pen || !canvas.current) return;
    const ratio = window.devicePixelRatio || 1;
    canvas.current.width = canvas.current.height = Math.round(sidePx * ratio);
    const scale = (sidePx * ratio) / cellM;
    pen.setTransform(scale, 0, 0, scale, (sidePx * ratio) / 2, (sidePx * ratio) / 2);
    pen.rotate(-Math.PI / 4);
    drawRobot(pen, activity, loaded, readColours(canvas.current));
  }, [activity, loaded, isDark]);
  return (
    <span className="swatch" aria-hidden="true">
      <canvas ref={canvas} />
    </span>
  );
}
