import { expect, it } from "vitest";
import { noWorldFile, type WorldFile, type WorldRow } from "../world-file.ts";
import { Loads } from "./loads.ts";

const pallet = { load: "P1", loadType: "EPAL" };

it("takes a load only where it stands, and once", () => {
  const loads = new Loads(noWorldFile);
  loads.bring("IN", pallet);

  expect(loads.take("OUT", pallet)).toBeUndefined();
  expect(loads.take("IN", pallet)).toEqual(pallet);
  expect(loads.take("IN", pallet)).toBeUndefined();
  loads.setDown("OUT", pallet);
  expect(loads.all()).toEqual([{ ...pallet, station: "OUT" }]);
});

it("takes what was set down last where nobody says which", () => {
  const loads = new Loads(noWorldFile);
  loads.bring("IN", pallet);
  loads.bring("IN", { load: "P0", loadType: "EPAL" });

  expect(loads.take("IN", { load: undefined, loadType: "EPAL" })?.load).toBe("P0");
});

it("has somebody put there what it has never seen", () => {
  const loads = new Loads(noWorldFile);

  expect(loads.take("IN", pallet)).toEqual(pallet);
  expect(loads.take("IN", { load: undefined, loadType: "tray" })).toEqual({
    load: "LOAD-1",
    loadType: "tray",
  });
});

it("knows again after a restart what stands where", () => {
  const rows = new Map<string, unknown>();
  const file: WorldFile = {
    ...noWorldFile,
    put: (_kind, id, body) => void rows.set(id, structuredClone(body)),
    all: () => [...rows].map(([id, body]): WorldRow => ({ id, body })),
  };
  const before = new Loads(file);
  before.take("IN", { load: undefined, loadType: "tray" });
  before.setDown("OUT", { load: "LOAD-1", loadType: "tray" });

  const after = new Loads(file);
  expect(after.all()).toEqual(before.all());
  expect(after.take("IN", { load: undefined, loadType: "tray" })?.load).toBe("LOAD-2");
});
