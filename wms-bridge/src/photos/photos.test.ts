/** Photos of goods: told apart by their bytes, bounded, kept for half a year, and named by the ledger. */
import { createHash } from "node:crypto";
import { photoBytesMax, photosOfTaskMax } from "@floorplane/contracts/photo-bounds";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { describe, expect, it } from "vitest";
import { aStockedFloor, type Floor } from "../floor/floor.fixture.ts";

const png = (text: string, bytes = 0): Buffer =>
  Buffer.concat([Buffer.from([0x89]), Buffer.from(`PNG\r\n\u001a\n${text}`), Buffer.alloc(bytes)]);
const hashOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

async function aReturn(settings = {}): Promise<{ floor: Floor; task: string }> {
  const floor = await aStockedFloor({ settings });
  floor.peopleInspect = false;
  floor.post(wmsPaths.returns, { return: "R1", shippedBefore: true, lines: [{ sku: "A", quantity: 2 }] });
  floor.run(5);
  return { floor, task: [...floor.asked.values()][0]!.task };
}
const add = (floor: Floor, task: string, bytes: Uint8Array) =>
  floor.post(wmsPaths.taskPhotos(task), { content: Buffer.from(bytes).toString("base64"), by: "HH1" });
const shown = (floor: Floor, hash: string) =>
  floor.answerTo({ method: "GET", url: wmsPaths.photo(hash), headers: {}, body: new Uint8Array() });

describe("a photo of a return", () => {
  it("is what its bytes are, stands with the return and in the ledger by its hash, and comes back as it was", async () => {
    const { floor, task } = await aReturn();
    const bytes = png("a worn shoe");

    const first = add(floor, task, bytes);
    const again = add(floor, task, bytes);
    await floor.reopen();

    expect([first, again]).toMatchObject([
      { status: 200, body: { photo: hashOf(bytes), type: "image/png", bytes: bytes.length, by: "HH1" } },
      { status: 200, body: first.body },
    ]);
    expect(floor.get(wmsPaths.return("R1")).body.photos).toEqual([first.body]);
    expect(floor.get(`${wmsPaths.activity}?type=photograph`).body.activities).toMatchObject([
      {
        photo: hashOf(bytes),
        by: { kind: "person", name: "HH1" },
        reference: { kind: "return", number: "R1" },
      },
    ]);
    const rows = await floor.ledger.documents("photo");
    expect(rows.map(({ body }) => (body as { photo: string }).photo)).toEqual([hashOf(bytes)]);
  });

  it("of the future is refused, as an answer is; one of a clock that is some minutes off is taken as of now", async () => {
    const { floor, task } = await aReturn();
    const taken = (at: string) =>
      floor.post(wmsPaths.taskPhotos(task), { content: png(at).toString("base64"), by: "HH1", at });
    const now = floor.clock.now();

    const far = taken("2030-01-01T00:00:00Z");
    const near = taken(new Date(now + 120_000).toISOString());

    expect(far).toMatchObject({ status: 422, body: { field: "at" } });
    expect(near).toMatchObject({ status: 200, body: { takenAt: new Date(now).toISOString() } });
  });

  it("may come after the answer that it belongs to", async () => {
    const { floor, task } = await aReturn();
    floor.answer(task, { found: [{ sku: "A", quantity: 2, state: "resalable" }] });
    floor.run(5);

    expect(add(floor, task, png("late")).status).toBe(200);
    expect(floor.get(wmsPaths.return("R1")).body).toMatchObject({ state: "decided", photos: [{ task }] });
  });

  it.each<[string, Uint8Array, number, string]>([
    ["no picture at all", Buffer.from("<svg onload=alert(1)>0123"), 422, "malformed-message"],
    ["a picture that is too large", png("x", photoBytesMax), 422, "malformed-message"],
  ])("is refused where it is %s", async (_what, bytes, status, code) => {
    const { floor, task } = await aReturn();

    expect(add(floor, task, bytes)).toMatchObject({ status, body: { code, field: "content" } });
    expect(floor.get(wmsPaths.return("R1")).body.photos).toEqual([]);
  });

  it("is refused beyond the bounds of a task and of the disk, and of a task that nobody knows", async () => {
    const { floor, task } = await aReturn({ photosBytesMax: 1_000 });
    for (let n = 0; n < photosOfTaskMax; n++) add(floor, task, png(`photo number ${n}`));

    expect(add(floor, task, png("one more"))).toMatchObject({ status: 409, body: { field: "task" } });
    expect(add(floor, "TASK-99", png("a photo of nothing"))).toMatchObject({
      status: 404,
      body: { code: "unknown-task" },
    });
    const other = await aReturn({ photosBytesMax: 20 });
    expect(add(other.floor, other.task, png("0123456789012345"))).toMatchObject({ status: 429 });
  });

  it("is let go of after half a year, and its bytes with it", async () => {
    const { floor, task } = await aReturn({ photosKeptMs: 3 * 86_400_000 });
    const bytes = png("a worn shoe");
    add(floor, task, bytes);
    const before = shown(floor, hashOf(bytes));
    floor.run(2 * 86_400);
    const still = shown(floor, hashOf(bytes)).status;
    floor.run(1.2 * 86_400);

    expect(before).toMatchObject({ status: 200, headers: { "content-type": "image/png" } });
    expect(Buffer.from(before.body)).toEqual(bytes);
    expect(still).toBe(200);
    expect(shown(floor, hashOf(bytes)).status).toBe(404);
    expect(await floor.ledger.documents("photo")).toEqual([]);
  });
});
