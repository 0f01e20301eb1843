/** Every VDA 5050 message of a busy hour, both ways, against the published files; and robots that refuse what their factsheet does not list have nothing to refuse. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { planDay } from "@floorplane/app/day/plan-day";
import { virtualFloor } from "@floorplane/app/simulate/virtual-floor";
import type { ToSensors } from "@floorplane/contracts/messages";
import { gateOf } from "@floorplane/contracts/parse";
import { parseTopic, type TopicName } from "@floorplane/contracts/topics";
import { hourMs } from "@floorplane/contracts/units";
import { writtenTimestamp } from "@floorplane/contracts/vda5050/timestamp";
import type { Header } from "@floorplane/contracts/vda5050/v2-1/header";
import type { State } from "@floorplane/contracts/vda5050/v2-1/state.schema";
import { beforeAll, describe, expect, it } from "vitest";
import { dataFolder } from "./data-folder.ts";

const spoken = ["order", "instantActions", "state", "connection", "factsheet"] as const;
type Spoken = (typeof spoken)[number];
const published = dataFolder("standards/vda5050/2.1.0");

interface Heard {
  readonly topic: string;
  readonly message: Header & Readonly<Record<string, unknown>>;
}
const heard: Readonly<Record<Spoken, Heard[]>> = {
  order: [],
  instantActions: [],
  state: [],
  connection: [],
  factsheet: [],
};
const told: string[] = [];
let refused: readonly string[] = [];

beforeAll(async () => {
  const plan = planDay({
    seed: 1,
    robots: 8,
    profile: "b2c",
    perDay: 700,
    within: 1,
    rate: 1,
    tight: false,
    startAt: Date.UTC(2026, 2, 2, 8),
  });
  const floor = virtualFloor({
    plan,
    seed: 1,
    overhear: (topic, payload) => {
      const name = parseTopic(topic)?.name;
      if (isSpoken(name)) heard[name].push({ topic, message: JSON.parse(new TextDecoder().decode(payload)) });
    },
    witness: ({ change }) => {
      for (const { to, message } of change.mail)
        if (to === "sensors" && (message as ToSensors).type === "alarm.raise")
          told.push(`${(message as { definition: string }).definition}`);
    },
  });
  await floor.composed.start();
  floor.world.start();
  floor.clock.run(() => false, floor.clock.now() + hourMs);
  refused = floor.refused;
  await floor.world.stop();
  await floor.composed.stop();
}, 300_000);

const isSpoken = (name: TopicName | undefined): name is Spoken =>
  (spoken as readonly unknown[]).includes(name);

describe.each(spoken)("%s", (topic) => {
  it.skipIf(published.isAbsent)(`fits the published schema${published.reason}`, () => {
    const fits = validator(topic);
    const faults = new Set<string>();

    // PAUSED is in the text and not in the published file.
    for (const { message } of heard[topic]) {
      const fault = fits(message);
      // PAUSED is in the text and not in the published file.
      if (fault !== undefined && !JSON.stringify(message).includes('"PAUSED"')) faults.add(fault);
    }

    expect([...faults]).toEqual([]);
    expect(heard[topic].length).toBeGreaterThan(5);
  });

  it("counts its headers one by one, by the clock, in UTC with milliseconds", () => {
    const last = new Map<string, Header>();
    const faults: string[] = [];

    for (const { topic: text, message } of heard[topic]) {
      const before = last.get(text);
      const { headerId, timestamp, version } = message;
      if (before && headerId !== before.headerId + 1)
        faults.push(`${text}: ${before.headerId}, then ${headerId}`);
      if (before && timestamp < before.timestamp)
        faults.push(`${text}: ${before.timestamp}, then ${timestamp}`);
      if (!writtenTimestamp.test(timestamp) || version !== "2.1.0")
        faults.push(`${text}: ${timestamp} ${version}`);
      last.set(text, message);
    }

    expect(faults).toEqual([]);
  });

  it("keeps every angle within half a turn", () => {
    const beyond = heard[topic]
      .flatMap(({ message }) => anglesIn(message))
      .filter((angle) => Math.abs(angle) > Math.PI);

    expect(beyond).toEqual([]);
  });
});

it("lets everybody say and hear what their work asks for: no broker with the site's accounts would refuse any of it", () => {
  expect(refused).toEqual([]);
});

it("gives no robot anything to refuse, and takes nothing that a robot says for odd", () => {
  const refusing = /validation|order|update|route|parameter/i;
  const errors = heard.state.flatMap(({ message }) => (message as unknown as State).errors);

  expect([
    ...new Set(
      errors.filter(({ errorType }) => refusing.test(errorType)).map((error) => JSON.stringify(error)),
    ),
  ]).toEqual([]);
  expect(told.filter((definition) => /^robot\.(odd|unreadable|refuses|unanswered)/.test(definition))).toEqual(
    [],
  );
});

function validator(topic: Spoken): (message: unknown) => string | undefined {
  const file = join(published.path, `${topic}.schema`);
  const schema = JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
  delete schema.$schema;
  forgive(schema);
  const gate = gateOf(topic, schema as Parameters<typeof gateOf>[1]);
  return (message) => {
    try {
      gate(message);
      return undefined;
    } catch (error) {
      return String(error);
    }
  };
}

/** Formats are asked for below; and the factsheet's file compares its list of blocking types with single words, so that no list fits. */
function forgive(schema: unknown): void {
  if (typeof schema !== "object" || schema === null) return;
  const part = schema as Record<string, unknown>;
  if (part.format === "date-time") delete part.format;
  for (const [key, value] of Object.entries(part)) {
    if (key === "blockingTypes") delete (value as Record<string, unknown>).enum;
    forgive(value);
  }
}

function anglesIn(value: unknown): number[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) =>
    (key === "theta" || key === "orientation") && typeof child === "number" ? [child] : anglesIn(child),
  );
}
