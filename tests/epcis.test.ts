/** A whole floor at work for hours, with a tight stock, wrong forms and wrong bins: every event that leaves the house is valid, by the schema that was written apart from ours. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { planDay } from "@floorplane/app/day/plan-day";
import { virtualFloor } from "@floorplane/app/simulate/virtual-floor";
import { gateOf } from "@floorplane/contracts/parse";
import { hourMs } from "@floorplane/contracts/units";
import { expect, it } from "vitest";
import { ask } from "./at-the-door.ts";
import { dataFolder } from "./data-folder.ts";

const { path, isAbsent, reason } = dataFolder("standards/epcis");
const decoder = new TextDecoder();

it.skipIf(isAbsent)(
  `every EPCIS event of a whole floor is valid${reason}`,
  { timeout: 240_000 },
  async () => {
    const { $schema: _draft, ...schema } = JSON.parse(
      readFileSync(join(path, "epcis-2.0.own.schema.json"), "utf8"),
    );
    const judge = gateOf("document", schema);
    const plan = planDay({
      seed: 1,
      robots: 6,
      rate: 1,
      tight: true,
      startAt: Date.UTC(2026, 2, 2, 8),
      profile: "b2c",
      perDay: 400,
    });
    const { clock, composed, world } = virtualFloor({ plan, seed: 1, wrongForms: 0.3, wrongBins: 0.1 });
    await composed.start();
    world.start();
    clock.run(() => false, clock.now() + 2 * hourMs);

    const events: Record<string, unknown>[] = [];
    let url: string | undefined = "/epcis/events?perPage=500";
    while (url) {
      let answer = { link: undefined as string | undefined, text: "" };
      ask(composed.wmsBridge.door, { url }, ({ headers, body }) => {
        answer = { link: headers.link, text: decoder.decode(body) };
      });
      clock.run(() => false, clock.now() + 1);
      events.push(...JSON.parse(answer.text).epcisBody.queryResults.resultsBody.eventList);
      url = answer.link && /^<([^>]+)>/.exec(answer.link)?.[1];
    }
    await world.stop();
    await composed.stop();

    const steps = new Set(events.map(({ bizStep }) => bizStep));
    for (const step of ["receiving", "picking", "transporting", "packing", "shipping", "cycle_counting"])
      expect(steps).toContain(step);
    expect(new Set(events.map(({ eventID }) => eventID)).size).toBe(events.length);
    for (const event of events)
      judge({
        "@context": ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],
        type: "EPCISDocument",
        schemaVersion: "2.0",
        creationDate: "2026-03-02T12:00:00Z",
        epcisBody: { eventList: [event] },
      });
    expect(() => judge({ ...events[0], type: "EPCISDocument" })).toThrow();
  },
);
