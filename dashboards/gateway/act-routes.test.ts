/** Acts over HTTP: the table, what each robot is offered, and an answer when the act is decided. */
import { acts, robotActs } from "@floorplane/contracts/acts";
import { AlarmId } from "@floorplane/contracts/ids";
import { VirtualClock } from "@floorplane/runtime/clock/virtual-clock";
import { afterEach, expect, it } from "vitest";
import { readAct } from "./read-act.ts";
import { ScriptedFloor } from "./scripted-floor.fixture.ts";

const undo: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of undo.splice(0).reverse()) await end();
});

async function aFloor() {
  const clock = new VirtualClock(Date.UTC(2010, 11, 1, 9));
  const floor = new ScriptedFloor({ timers: clock, webRoot: "/nowhere", faces: 200, robots: 6, orders: 10 });
  const { url } = await floor.start();
  undo.push(() => floor.stop());
  const get = async (path: string) =>
    (await fetch(`${url}${path}`)).json() as Promise<Record<string, unknown>>;
  const act = async (body: unknown, headers: Record<string, string> = {}) => {
    const response = await fetch(`${url}api/acts`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  return { clock, floor, url, get, act };
}

const pause = { type: "robot.pause", robot: "R02", reason: "spill in aisle 3", by: "Mia" };

it("says what can be done to a robot, does it, and says what can be done then", async () => {
  const { get, act } = await aFloor();
  const before = await get("api/robots/R02");

  const paused = await act(pause);
  const after = await get("api/robots/R02");

  expect(before.offers).toContain("robot.pause");
  expect(before.offers).not.toContain("robot.resume");
  expect(paused).toMatchObject({ status: 200, body: { outcome: "done" } });
  expect(after).toMatchObject({
    activity: "paused",
    offers: expect.arrayContaining(["robot.resume", "robot.takeOff"]),
    acts: [{ act: "robot.pause", by: "Mia", reason: "spill in aisle 3" }],
  });
  expect(Object.keys(await get("api/acts")).sort()).toEqual([...acts].sort());
});

it("answers refused with why, and unanswered when the robot has not said that it did it", async () => {
  const { floor, act } = await aFloor();

  const refused = await act({ ...pause, type: "robot.resume" });
  floor.unanswered = true;
  const unanswered = await act(pause);

  expect(refused).toMatchObject({ status: 409, body: { outcome: "refused", why: "R02 is not paused" } });
  expect(unanswered).toMatchObject({ status: 504, body: { outcome: "unanswered" } });
});

it("closes a place and opens it again", async () => {
  const { get, act } = await aFloor();

  await act({ type: "place.close", place: "PACK01", reason: "belt torn", by: "Mia" });
  const closed = await get("api/places");
  await act({ type: "place.open", place: "PACK01", reason: "belt mended", by: "Mia" });

  expect(closed).toMatchObject([{ place: "PACK01", state: "closed", acts: [{ reason: "belt torn" }] }]);
  expect(await get("api/places")).toMatchObject([{ state: "open" }]);
});

it.each([
  ["an act that there is not", { ...pause, type: "robot.explode" }, "type"],
  ["no reason", { ...pause, reason: "" }, "reason"],
  ["a reason of two lines", { ...pause, reason: "spill\nin aisle 3" }, "reason"],
  ["no name", { ...pause, by: " " }, "by"],
  ["a robot that is no id", { ...pause, robot: "R 02" }, "robot"],
  ["a time that is none", { ...pause, notAfter: "soon" }, "notAfter"],
  ["a time as a person writes it", { ...pause, notAfter: "May 4, 2999 10:00" }, "notAfter"],
  ["a time without end", { ...pause, notAfter: 1e300 }, "notAfter"],
  ["a time in seconds", { ...pause, notAfter: 1_777_882_530 }, "notAfter"],
  [
    "a count of half a unit",
    { type: "task.answer", task: "T1", found: [{ sku: "A", quantity: 0.5 }] },
    "found[0].quantity",
  ],
  ["no body", "", undefined],
])("refuses %s with the field that is wrong, and asks nobody", async (_what, body, field) => {
  const { floor, act } = await aFloor();

  const answer = await act(body);

  expect(answer.status).toBe(400);
  expect(answer.body.field).toBe(field);
  expect(floor.commands).toEqual([]);
});

it("takes no act from a page of elsewhere, and none that a form could send", async () => {
  const { floor, act } = await aFloor();

  const elsewhere = await act(pause, { origin: "http://evil.example" });
  const form = await act(JSON.stringify(pause), { "content-type": "text/plain" });

  expect([elsewhere.status, form.status]).toEqual([403, 415]);
  expect(floor.commands).toEqual([]);
});

it("carries every act of the table to the room that decides it", () => {
  const subjects = { robot: "R02", place: "PACK01", alarm: "robot.lost:R02", task: "T1", order: "O1" };

  const rooms = acts.map((type) => {
    const sent: string[] = [];
    const act = readAct({ type, ...subjects, reason: "because", by: "Mia", found: [] }, "a test", {
      alarms: { acknowledged: (alarm: string) => [AlarmId(alarm)] },
    });
    act.send({ send: (room: string) => sent.push(room) } as never, "C1");
    return [type, ...sent];
  });

  expect(
    rooms.filter(([type]) => robotActs.includes(type as never)).every(([, room]) => room === "fleet"),
  ).toBe(true);
  expect(rooms.every((each) => each.length === 2)).toBe(true);
});
