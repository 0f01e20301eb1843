/** Everything a robot says in a busy hour against the published VDA 5050 2.1.0 files. */
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { gateOf } from "@floorplane/contracts/parse";
import { topics } from "@floorplane/contracts/topics";
import { expect, test } from "vitest";
import {
  action,
  maker,
  oneRobot,
  orderOver,
  parameters,
  pickItems,
  pickTote,
  robot,
  straight,
} from "./one-robot.fixture.ts";

const folder = resolve(process.env.FLOORPLANE_DATA ?? "../shared", "standards/vda5050/2.1.0");
const spoken = ["state", "connection", "visualization", "factsheet"] as const;

test.skipIf(!existsSync(folder))(
  `every message fits the published schemas${existsSync(folder) ? "" : ` (skipped: no ${folder})`}`,
  () => {
    const hall = oneRobot({ parameters: parameters({ visualizationHz: 2 }) });
    const said = new Map<string, unknown[]>();
    for (const topic of spoken)
      hall.broker
        .connect({ clientId: topic })
        .subscribe(topics[topic](maker, robot).text, ({ payload }) =>
          said.set(topic, [...(said.get(topic) ?? []), JSON.parse(new TextDecoder().decode(payload))]),
        );
    const stops = straight(0, 12).map((stop, i) => ({
      ...stop,
      actions:
        i === 0 ? [pickTote("N0")] : i === 3 ? [pickItems("N3-1", 2)] : i === 4 ? [pickItems("N9-1", 2)] : [],
    }));
    hall.order(orderOver(stops, { released: 8 }));
    hall.pass(20);
    hall.order(orderOver(straight(9, 12)));
    hall.instant(
      action("startPause", {}, "NONE"),
      action("odd", {}, "NONE"),
      action("factsheetRequest", {}, "NONE"),
    );
    hall.pass(20);
    // PAUSED is in the text and not in the published file.
    hall.instant(action("stopPause", {}, "NONE"));
    hall.pass(200);
    hall.robot.pressStop("REMOTE");
    hall.pass(100);
    hall.robot.vanish();
    hall.pass(1);

    for (const topic of spoken) {
      const fits = gateOf(topic, published(topic));
      const messages = (said.get(topic) ?? []).filter(
        (message) => !JSON.stringify(message).includes('"PAUSED"'),
      );
      const faults = messages.flatMap((message) => {
        try {
          fits(message);
          return [];
        } catch (error) {
          return [String(error)];
        }
      });
      expect(faults).toEqual([]);
      expect(messages.length).toBeGreaterThan(0);
    }
  },
);

function published(topic: string): Parameters<typeof gateOf>[1] {
  const schema = JSON.parse(readFileSync(resolve(folder, `${topic}.schema`), "utf8")) as Record<
    string,
    unknown
  >;
  delete schema.$schema;
  forgive(schema);
  return schema as Parameters<typeof gateOf>[1];
}

/** Formats are not asked for; and the factsheet compares its list of blocking types with single words, so that no list fits. */
function forgive(schema: unknown): void {
  if (typeof schema !== "object" || schema === null) return;
  const part = schema as Record<string, unknown>;
  if (part.format === "date-time") delete part.format;
  for (const [key, value] of Object.entries(part)) {
    if (key === "blockingTypes") delete (value as Record<string, unknown>).enum;
    forgive(value);
  }
}
