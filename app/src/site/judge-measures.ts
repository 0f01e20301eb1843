/** Where racks, zones and devices of `site.yaml` lie against the floor of the layout: both files are about one place, in metres from one origin. */
import type { Site } from "@floorplane/contracts/site";
import type { SiteUnderJudgement } from "./under-judgement.ts";

/** Farther from every lane than this, m, something was drawn in another unit or from another origin. */
const farMax = 1_000;
/** Farther than this it belongs to another building. */
const farUsual = 100;

/** A rack or wall, m. What is larger is a building, and nothing to hold lanes against. */
const rackMax = 1_000;
const rackSquareMax = 50_000;

type Rack = Site["racks"][number];

/** Racks that robots could touch. */
export const solidRacks = (racks: readonly Rack[]): Rack[] => racks.filter((rack) => isRack(rack));

const isRack = ({ width, height }: Rack): boolean =>
  width > 0 && height > 0 && Math.max(width, height) <= rackMax && width * height <= rackSquareMax;

export function judgeRacks({ site, sheets, findings }: SiteUnderJudgement): void {
  for (const [i, rack] of site.racks.entries())
    if (!isRack(rack))
      findings.error(sheets.site, {
        code: rack.width > 0 && rack.height > 0 ? "implausible" : "empty-area",
        field: `racks[${i}]`,
        message: `the rack is ${rack.width} m by ${rack.height} m: robots would be let drive through it`,
        remedy: "write x and y of its south-west corner, its width and its height, in metres",
      });
}

export function judgeMeasures({ site, layout, sheets, findings }: SiteUnderJudgement): void {
  if (!layout || layout.graph.nodeCount === 0) return;
  const { x, y } = layout.graph;
  const floor = { left: least(x), right: greatest(x), bottom: least(y), top: greatest(y) };
  const judge = (
    field: string,
    what: string,
    at: { x: number; y: number; width?: number; height?: number },
  ): void => {
    const { width = 0, height = 0 } = at;
    // How far the farther side lies outside.
    const beyond = Math.max(
      floor.left - at.x,
      floor.bottom - at.y,
      at.x + width - floor.right,
      at.y + height - floor.top,
    );
    if (beyond <= farUsual) return;
    const severity = beyond > farMax ? "error" : "warning";
    findings[severity](sheets.site, {
      code: "implausible",
      field,
      message: `${what} reaches ${Math.round(beyond)} m beyond the lanes of the layout`,
      remedy: "write it in metres, from the origin of the layout",
    });
  };
  for (const [i, rack] of site.racks.entries()) judge(`racks[${i}]`, "the rack", rack);
  for (const [i, { zone, area }] of site.zones.entries()) judge(`zones[${i}].area`, `zone ${zone}`, area);
  for (const [i, row] of site.devices.entries()) judge(`devices[${i}].device`, `device ${row.device}`, row);
}

const least = (values: Float64Array): number =>
  values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
const greatest = (values: Float64Array): number =>
  values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
