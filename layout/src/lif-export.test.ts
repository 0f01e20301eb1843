import { describe, expect, it } from "vitest";
import { footprintOf } from "./footprint.ts";
import { generateSite, toteAmr } from "./generate-site.ts";
import { layoutFromLif } from "./layout.ts";
import { readLif } from "./lif.ts";
import { exportLif } from "./lif-export.ts";
import { aLif } from "./testing/a-lif.ts";
import { aLif2 } from "./testing/a-lif-2.ts";

describe("a layout for other tools", () => {
  it("has nothing to say of one that came as LIF 1.0.0, and is the same", () => {
    const lif = aLif();

    const { text, beyond } = exportLif(lif);

    expect(beyond).toEqual([]);
    expect(readLif(text)).toEqual({ lif, warnings: [] });
  });

  it("of a drawn site leads to the same graph", () => {
    const { lif } = generateSite({ siteId: "test", faces: 200, robots: 12 });
    const options = { vehicleType: toteAmr.type, footprint: footprintOf(toteAmr) };

    const { indexOf, edgeIndexOf, edgeBetween, ...graph } = layoutFromLif(lif, options).graph;
    const back = layoutFromLif(readLif(exportLif(lif).text).lif, options).graph;

    expect(back).toMatchObject(graph);
  });

  it("says what LIF 1.0.0 has no word for, and writes numbers of actions as its text", () => {
    const { lif } = readLif(
      JSON.stringify(
        aLif2({
          node: { allowedDeviationXY: { aMaximum: 1 } },
          edge: {
            requiredActions: [
              { actionType: "beep", blockingType: "NONE", actionParameters: [{ key: "times", value: 3 }] },
            ],
          },
        }),
      ),
    );

    const { text, beyond } = exportLif(lif);

    expect(beyond).toEqual([
      "node b: allowedDeviationXY stays, and readers of LIF 1.0.0 pass it over",
      "edge ab: numbers as parameters of actions are written as text, as LIF 1.0.0 has them",
    ]);
    const read = readLif(text);
    expect(read.warnings).toEqual([]);
    expect(
      read.lif.layouts[0]!.edges[0]!.vehicleTypeEdgeProperties[0]!.actions![0]!.actionParameters,
    ).toEqual([{ key: "times", value: "3" }]);
  });
});
