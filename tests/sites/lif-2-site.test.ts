/** A site whose layout is LIF 2.0: the same floor as from LIF 1.0, every finding at its line of that file, and out again as LIF 1.0. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { judgeSite } from "@floorplane/app/site/judge-site";
import type { Lif, LifAction, LifLayout } from "@floorplane/layout/lif.schema";
import { describe, expect, it } from "vitest";
import { run } from "../stories/a-command.ts";
import { ASite } from "./a-site.ts";

/** `maker.series`, as the generator names its robot. */
function robotTypes(vehicleTypeId: string) {
  const [manufacturer, seriesName] = vehicleTypeId.split(".");
  return [{ manufacturer, seriesName }];
}

/** The drawn site's actions are all the house's choice. */
const feasible = (actions: readonly LifAction[] = []) =>
  actions.length === 0 ? {} : { feasibleActions: actions.map(({ requirementType, ...action }) => action) };

const layoutAs2 = ({ nodes, edges, stations, ...head }: LifLayout) => ({
  ...head,
  nodes: nodes.map(({ vehicleTypeNodeProperties, ...node }) => ({
    ...node,
    mobileRobotTypeNodeProperties: vehicleTypeNodeProperties.map(({ vehicleTypeId, actions, ...rest }) => ({
      mobileRobotTypes: robotTypes(vehicleTypeId),
      ...rest,
      ...feasible(actions),
    })),
  })),
  edges: edges.map(({ vehicleTypeEdgeProperties, ...edge }) => ({
    ...edge,
    mobileRobotTypeEdgeProperties: vehicleTypeEdgeProperties.map(
      ({ vehicleTypeId, rotationAllowed, vehicleOrientation, maxSpeed, ...rest }) => ({
        mobileRobotTypes: robotTypes(vehicleTypeId),
        reachOrientationBeforeEntering: !rotationAllowed,
        mobileRobotOrientations: [vehicleOrientation],
        maximumSpeed: maxSpeed,
        ...rest,
      }),
    ),
  })),
  stations,
});

function as2({ metaInformation, layouts }: Lif) {
  const { projectIdentification, ...head } = metaInformation;
  const origin = { originId: "hall", layouts: layouts.map(layoutAs2) };
  return {
    metaInformation: { lifId: projectIdentification, ...head, lifVersion: "2.0.0" },
    origins: [origin],
  };
}

type As2 = ReturnType<typeof as2>;

function aSite2(change: (lif: As2) => void = () => {}): ASite {
  const site = new ASite();
  const lif = as2(JSON.parse(site.read("layout")));
  change(lif);
  site.write("layout", JSON.stringify(lif, null, 1));
  return site;
}

describe("a site of LIF 2.0", () => {
  it("is the floor that LIF 1.0 draws, without a word to say", () => {
    const { findings, loaded } = judgeSite(aSite2().folder);
    const before = judgeSite(new ASite().folder).loaded!.layout;

    expect(findings).toEqual([]);
    const { indexOf, edgeIndexOf, edgeBetween, ...graph } = before.graph;
    expect(loaded!.layout.graph).toMatchObject(graph);
    expect(loaded!.layout.edgeRules).toEqual(before.edgeRules);
    expect([...loaded!.layout.stations]).toEqual([...before.stations]);
    expect([...loaded!.layout.nodeActions]).toEqual([...before.nodeActions]);
  });

  it("has its findings at their lines", () => {
    const site = aSite2((lif) => {
      lif.origins[0]!.layouts[0]!.edges[7]!.mobileRobotTypeEdgeProperties[0]!.maximumSpeed = 70;
    });

    const { findings } = judgeSite(site.folder);

    const line =
      site
        .read("layout")
        .split("\n")
        .findIndex((text) => text.includes('"maximumSpeed": 70')) + 1;
    expect(findings).toContainEqual(
      expect.objectContaining({
        code: "implausible",
        line,
        field: "origins[0].layouts[0].edges[7].mobileRobotTypeEdgeProperties[0].maximumSpeed",
      }),
    );
  });

  it("is not started where the house would send what a place forbids", () => {
    const site = aSite2((lif) => {
      const [layout] = lif.origins[0]!.layouts;
      const docks = new Set(
        layout!.stations.find(({ stationId }) => stationId === "PACK01")!.interactionNodeIds,
      );
      for (const node of layout!.nodes)
        if (docks.has(node.nodeId))
          Object.assign(node.mobileRobotTypeNodeProperties[0]!, { forbiddenActionTypes: ["drop"] });
    });

    const { findings, loaded } = judgeSite(site.folder);

    expect(loaded).toBeUndefined();
    expect(findings).toContainEqual(
      expect.objectContaining({
        severity: "error",
        code: "unusable",
        message: expect.stringMatching(/^robots are sent drop when they work at PACK01/),
      }),
    );
  });

  it("goes out as LIF 1.0.0 that is the same floor", async () => {
    const site = aSite2();
    const out = join(site.folder, "out.json");

    const { code, stdout } = await run(["layout", "--site", site.folder, "--export", out, "--json"]);

    expect({ code, stdout }).toMatchObject({
      code: 0,
      stdout: expect.stringContaining(`${out}: 1 layout, `),
    });
    expect(JSON.parse(stdout.trim().split("\n").at(-1)!)).toMatchObject({
      layouts: 1,
      findings: [],
      beyond: [],
    });
    const drawn = JSON.parse(new ASite().read("layout")) as Lif;
    const exported = JSON.parse(readFileSync(out, "utf8")) as Lif;
    expect(exported).toMatchObject(drawn);
  });
});

describe("floorplane layout", () => {
  it("writes nothing of a layout that cannot be read, and says why", async () => {
    const site = new ASite();
    site.write("layout", '{"layouts":[{"nodes":7}]}');
    const out = join(site.folder, "out.json");

    const { code, stderr } = await run(["layout", "--site", site.folder, "--export", out]);

    expect(code).toBe(2);
    expect(stderr).toMatch(/is not written:\nerror .*layout\.lif\.json, line 1, layouts\[0\]/s);
    expect(() => readFileSync(out)).toThrow();
  });

  it("does not write over the site's own file", async () => {
    const site = new ASite();
    const before = site.read("layout");

    const { code, stderr } = await run(["layout", "--site", site.folder, "--export", site.path("layout")]);

    expect({ code, stderr }).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/the site's own layout/),
    });
    expect(site.read("layout")).toBe(before);
  });

  it("keeps what a vendor added to a file", async () => {
    const site = new ASite();
    const lif = JSON.parse(site.read("layout"));
    lif["acme:colour"] = null;
    lif.layouts[0].nodes[0].vehicleTypeNodeProperties.push({
      vehicleTypeId: "acme.forklift",
      "acme:mast": [1, null],
    });
    writeFileSync(site.path("layout"), JSON.stringify(lif));
    const out = join(site.folder, "out.json");

    await run(["layout", "--site", site.folder, "--export", out]);

    expect(JSON.parse(readFileSync(out, "utf8"))).toEqual(lif);
  });
});
