/** What is wrong with a layout, in words for the person who drew it: everything at once, each with its place in the file. */
import { FloorplaneError } from "@floorplane/contracts/errors";
import { chosenLayout, type Layout, layoutFromLif } from "./layout.ts";
import { type Fault, Faults } from "./layout-faults.ts";
import type { Lif, LifLayout } from "./lif.schema.ts";
import { soundLif } from "./lif-checks.ts";
import { Paths } from "./lif-paths.ts";
import { checkNumbers } from "./lif-plausible.ts";
import { checkSent } from "./sent-checks.ts";
import { type CheckOptions, checkReach, checkRoom } from "./way-checks.ts";

export type { Fault } from "./layout-faults.ts";
export type { CheckOptions } from "./way-checks.ts";

export interface JudgedLayout {
  readonly faults: readonly Fault[];
  /** As far as it can be used; for showing where there are errors. */
  readonly layout?: Layout;
}

export function judgeLayout(lif: Lif, options: CheckOptions): JudgedLayout {
  const faults = new Faults();
  let chosen: LifLayout;
  try {
    chosen = chosenLayout(lif, options);
  } catch (error) {
    if (!(error instanceof FloorplaneError)) throw error;
    return { faults: [unknownLayout(error)] };
  }
  const index = lif.layouts.indexOf(chosen);
  const sound = soundLif(lif, faults);
  checkNumbers(lif, index, faults);
  const paths = new Paths(lif, index);
  try {
    const layout = layoutFromLif({ ...lif, layouts: [sound.layouts[index]!] }, options);
    for (const { path, message, remedy } of layout.passed)
      faults.warning({
        code: "unusable",
        where: layout.layoutId,
        path: paths.of(path),
        message,
        remedy: remedy ?? "correct it in the tool that exported the file, or leave it so",
      });
    checkReach(layout, paths, faults);
    checkRoom(layout.graph, options, paths, faults);
    checkSent(layout, chosen, index, options.vehicleType, faults);
    return { faults: faults.all, layout };
  } catch (error) {
    if (!(error instanceof FloorplaneError)) throw error;
    const where = error.field ?? "layouts";
    const [message, ...remedy] = error.message.split("; ");
    faults.error({
      code: "unusable",
      where,
      path: paths.of(where),
      message: message!,
      remedy: remedy.join("; ") || "correct it in the tool that exported the file",
    });
    return { faults: faults.all };
  }
}

function unknownLayout({ message, field }: FloorplaneError): Fault {
  const [what, remedy = "name one of them"] = message.split("; ");
  const where = field ?? "layoutId";
  return { severity: "error", code: "unknown-layout", where, path: where, message: what!, remedy };
}
