/** State folders of earlier houses, each killed in the middle of the small day: today's house opens them, brings every row up to date and goes on; nothing lost, nothing twice. */
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { verifyLedger } from "@floorplane/app/audit/verify-ledger";
import { describe, expect, it, onTestFinished } from "vitest";
import { ADemo } from "./a-demo.ts";
import { smallDay, smallDayGoods } from "./small-day.ts";
import { endsWell, storyMs } from "./stories.ts";

/** One archive a format of the ledger, made by that house's own code (`keep-state.ts`). */
const folder = join(import.meta.dirname, "earlier-houses");

describe("a house that was killed in the middle of its day, its ledger of", () => {
  it.each(readdirSync(folder).sort())("%s", { timeout: storyMs }, async (archive) => {
    const demo = new ADemo({ orders: smallDay });
    onTestFinished(() => demo.dispose());
    mkdirSync(demo.state);
    execFileSync("tar", ["-xzf", join(folder, archive), "-C", demo.state]);
    // It was begun with this day under another path.
    const begun = join(demo.state, "demo.json");
    writeFileSync(begun, readFileSync(begun, "utf8").replace(/"[^"]*day\.csv"/, JSON.stringify(demo.day)));

    await demo.start();
    const shipped = await demo.shipped(Object.keys(smallDayGoods));

    // It knows what left before, and goes on with the rest.
    expect(shipped).toBeGreaterThanOrEqual(3);
    await endsWell(demo);
    // Rows of every format say what the tables hold.
    expect(verifyLedger(join(demo.state, "ledger.sqlite"), []).faults).toEqual([]);
  });
});
