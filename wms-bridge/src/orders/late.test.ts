/** An order that stands where nobody asks a person yet says where: at a machine that does not pack, and behind a portal that saw nothing. */
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { expect, it } from "vitest";
import { aStockedFloor, type Floor } from "../floor/floor.fixture.ts";

const shown = (floor: Floor) => floor.get(wmsPaths.order("O1")).body as { state: string; why?: string };

it("whose parcel no portal has seen says which, also after a restart, and no more when somebody says that it left", async () => {
  const floor = await aStockedFloor({ settings: { waveOrders: 1 } });
  floor.portalBlind = true;
  floor.order("O1", { A: 1 });
  floor.run(45 * 60);
  const said = await floor.whyOf("O1");
  await floor.reopen();

  expect(said).toMatchObject({ code: "parcel.unseen", station: expect.stringMatching(/^PACK/) });
  expect(await floor.whyOf("O1")).toEqual(said);
  expect(shown(floor)).toMatchObject({ state: "packed", why: expect.stringContaining("no portal has seen") });

  const { parcel } = said as { parcel: string };
  expect(floor.post(wmsPaths.departure(parcel), {}).status).toBe(200);
  expect(shown(floor)).toMatchObject({ state: "shipped" });
  expect(await floor.whyOf("O1")).toBeNull();
});

it("whose station does not say that it is packed names the station, and no more when it does", async () => {
  const floor = await aStockedFloor({ settings: { waveOrders: 1 } });
  floor.stationsSilent = true;
  floor.order("O1", { A: 1 });
  floor.run(45 * 60);

  expect(shown(floor).state).toBe("packing");
  expect(await floor.whyOf("O1")).toMatchObject({ code: "packing.late", station: floor.jobs[0]!.station });
});
