/** Every field of what devices say, wrong in every way: heard in the rest and told by its name, or refused by its name; and no tag is lost that was not read. */
import type { Reads } from "@floorplane/contracts/devices.schema";
import { ToteId } from "@floorplane/contracts/ids";
import { toteEpc } from "@floorplane/contracts/labels";
import { isoTime } from "@floorplane/contracts/units";
import { mutationsOf } from "@floorplane/contracts/vda5050/mutations.fixture";
import { expect, it } from "vitest";
import { aFloor } from "./testing/a-floor.testkit.ts";

const decoder = new TextDecoder();

it("a climate sensor", async () => {
  const floor = await aFloor();
  const untold: string[] = [];
  const message = () => ({
    device: "CLIMATE-1",
    at: isoTime(floor.clock.now()),
    temperatureC: 20,
    humidityPercent: 44,
    batteryPercent: 90,
  });
  for (const { path, what } of mutationsOf(message())) {
    const wrong = [...mutationsOf(message(), path)].find((each) => each.what === what)!;
    const { figures } = floor.sensors;
    const count = () =>
      figures.of("messages.odd") + figures.of("messages.malformed") + figures.of("messages.not-own");
    const before = count();

    floor.climateText(decoder.decode(wrong.bytes));

    if (count() > before) {
      const told = await tellings(floor);
      if (!told.some((text) => text.includes(path))) untold.push(`${path}: ${what}`);
    }
    floor.climate({ temperatureC: 20, humidityPercent: 44 });
  }
  floor.climate({ temperatureC: 23.5 });

  expect(untold).toEqual([]);
  expect(await floor.document("climate", "CLIMATE-1")).toMatchObject({ temperatureC: 23.5, link: "live" });
});

it("a reader, which never reads fewer tags than it was sent", async () => {
  const floor = await aFloor();
  const untold: string[] = [];
  const fewer: string[] = [];
  let round = 0;
  const message = (): Reads => ({
    reader: "RDR-R01",
    at: isoTime(floor.clock.now()),
    round: ++round,
    reads: [toteEpc(ToteId("T7")), toteEpc(ToteId("T8"))].map((epc) => ({
      epc,
      antenna: 2,
      rssiDbm: -50,
      count: 3,
    })),
  });
  for (const { path, what } of mutationsOf(message())) {
    const wrong = [...mutationsOf(message(), path)].find((each) => each.what === what)!;
    const { figures } = floor.sensors;
    const count = () =>
      figures.of("messages.odd") + figures.of("messages.malformed") + figures.of("messages.not-own");
    const before = { told: count(), read: floor.wms.length };

    floor.readsText(decoder.decode(wrong.bytes));

    if (count() > before.told) {
      const told = await tellings(floor);
      if (!told.some((text) => named(path).some((name) => text.includes(name))))
        untold.push(`${path}: ${what}`);
    }
    // Two totes are in the field: who reads one of them alone has lost the other.
    const isLess = floor.wms.slice(before.read).some(({ type }) => type === "tote.read");
    if (isLess && !isPlainlyOne(wrong.bytes)) fewer.push(`${path}: ${what}`);
    floor.readsText(JSON.stringify(message()));
  }

  expect(untold).toEqual([]);
  expect(fewer).toEqual([]);
});

async function tellings(floor: Awaited<ReturnType<typeof aFloor>>): Promise<string[]> {
  const alarms = ["unreadable", "odd-words", "identity"].flatMap((kind) =>
    ["CLIMATE-1", "RDR-R01"].map((device) => `device.${kind}.${device}`),
  );
  const documents = await Promise.all(alarms.map((alarm) => floor.document("alarm", alarm)));
  return documents.flatMap((document, index) =>
    document
      ? [
          `${JSON.stringify(document.parameters)} ${alarms[index]!.includes("identity") ? "device reader" : ""}`,
        ]
      : [],
  );
}

/** What was sent names one tote plainly: one code of it, or two strengths that can be compared. */
function isPlainlyOne(bytes: Uint8Array): boolean {
  const text = decoder.decode(bytes);
  if ((text.match(/"epc":/g) ?? []).length < 2) return true;
  const strengths = [...text.matchAll(/"rssiDbm":"?(-?[\d.]+)"?[,}]/g)].map(([, strength]) =>
    Number(strength),
  );
  return strengths.length === 2 && strengths[0] !== strengths[1] && strengths.every((each) => each <= 20);
}

function named(path: string): string[] {
  const steps = path.split(/(?=\.|\[)/);
  return steps.map((_, index) => steps.slice(0, index + 1).join(""));
}
