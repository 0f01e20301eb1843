import type { Kind } from "@floorplane/contracts/kind";
import type { Row } from "@floorplane/runtime/ledger/ledger";
import type { Restore } from "@floorplane/runtime/room";
import { expect, it } from "vitest";
import { statusOf } from "../running/status-line.ts";
import { FloorWatch } from "./floor-watch.ts";

const now = Date.UTC(2026, 4, 4, 12);
const noOrders = { received: 0, shipped: 0, open: 0 };

/** A ledger that holds these alarms by their states, two robots at work, a third that fell silent at it, and one order that left half an hour ago. */
const aLedger = (...states: string[]): Restore => ({
  documents: async <Body extends object>({ name }: Kind<Body>) => {
    const bodies: Record<string, object[]> = {
      alarm: states.map((state) => ({ state })),
      transport: [
        { robot: "R01", state: "acting" },
        { robot: "R02", state: "to-stop" },
        { robot: "R03", state: "done" },
        { robot: "R04", state: "acting" },
      ],
      robot: ["heard", "heard", "heard", "lost"].map((link) => ({ condition: { link } })),
      order: [{ shippedAt: now - 1_800_000 }, { shippedAt: now - 7_200_000 }, { shippedAt: null }],
    };
    return (bodies[name] ?? []).map((body, index) => ({
      id: name === "robot" ? `R0${index + 1}` : `${name}-${index}`,
      body: body as Body,
    }));
  },
});

it("counts after a restart what stood before it", async () => {
  const watch = new FloorWatch();

  await watch.restore(aLedger("unacknowledged", "acknowledged", "normal"), now);

  expect(watch.figures(noOrders, 4, now)).toMatchObject({ alarms: 2, robotsBusy: 2, ordersPerHour: 2 });
});

it("says of robots that nobody hears that they are silent, whatever they were to do", async () => {
  const watch = new FloorWatch();
  await watch.restore(aLedger(), now);
  const becomes = (id: string, link: string): void =>
    watch.row({
      change: { at: now, documents: [{ kind: "robot", id, body: { condition: { link } } }] },
    } as unknown as Row);

  becomes("R01", "silent");
  const figures = watch.figures(noOrders, 4, now);

  expect(figures).toMatchObject({ robotsBusy: 1, robotsSilent: 2 });
  expect(statusOf(figures)).toContain("robots 1/4 at work, 2 silent");
});

it("counts what stands, not what is over and waits to be acknowledged", async () => {
  const watch = new FloorWatch();
  await watch.restore(aLedger("unacknowledged", "returned-unacknowledged"), now);
  const becomes = (state: string): void => {
    const documents = [{ kind: "alarm", id: "alarm-0", body: { state } }];
    watch.row({ change: { at: now, documents } } as unknown as Row);
  };

  const before = watch.figures(noOrders, 3, now).alarms;
  becomes("returned-unacknowledged");

  expect(before).toBe(1);
  expect(watch.figures(noOrders, 3, now).alarms).toBe(0);
});
