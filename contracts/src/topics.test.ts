import { expect, it } from "vitest";
import { DeviceId, Manufacturer, RobotId, SiteId } from "./ids.ts";
import {
  filterOf,
  parseTopic,
  topicCatalogue,
  topicMatches,
  topicParser,
  topics,
  usualPrefix,
} from "./topics.ts";

it("builds what it can parse, for every topic of the house", () => {
  const state = topics.state(Manufacturer("maker"), RobotId("R1"));
  const reads = topics.reads(SiteId("oslo"), DeviceId("RDR-R1"));

  expect(parseTopic(state.text)).toEqual({ name: "state", levels: { maker: "maker", self: "R1" } });
  expect(parseTopic(reads.text)).toEqual({ name: "reads", levels: { site: "oslo", self: "RDR-R1" } });
  expect(parseTopic(`${reads.text}/more`)).toBeUndefined();
});

it("takes a robot's topics under the prefix that its maker has fixed, of as many levels as it has", () => {
  const prefix = "plant 7/agv/vda5050/v3".replace(" ", "-");
  const state = topics.state(Manufacturer("maker"), RobotId("R1"), prefix);
  const usual = topics.state(Manufacturer("maker"), RobotId("R1"));
  const parse = topicParser([usualPrefix, prefix]);

  expect(parse(state.text)).toEqual({ name: "state", levels: { maker: "maker", self: "R1" } });
  expect(parse(usual.text)).toEqual({ name: "state", levels: { maker: "maker", self: "R1" } });
  expect(parseTopic(state.text)).toBeUndefined();
  expect(topicMatches(filterOf("state", undefined, prefix), state.text)).toBe(true);
  expect(topicMatches(filterOf("state", undefined, prefix), usual.text)).toBe(false);
});

it("retains only what is state, never a command", () => {
  const retained = topicCatalogue.filter((kind) => kind.retain).map((kind) => kind.name);

  expect(retained).toEqual(["connection", "factsheet", "task"]);
});

it("subscribes to a kind of topic and to no other", () => {
  const filter = filterOf("reads", SiteId("oslo"));

  expect(topicMatches(filter, topics.reads(SiteId("oslo"), DeviceId("P1")).text)).toBe(true);
  expect(topicMatches(filter, topics.reads(SiteId("rome"), DeviceId("P1")).text)).toBe(false);
  expect(topicMatches(filter, topics.readRound(SiteId("oslo"), DeviceId("P1")).text)).toBe(false);
});

it("matches filters as MQTT 3.1.1 section 4.7 says", () => {
  const cases: [filter: string, topic: string, matches: boolean][] = [
    ["sport/tennis/player1/#", "sport/tennis/player1", true],
    ["sport/tennis/player1/#", "sport/tennis/player1/ranking", true],
    ["#", "$SYS/monitor", false],
    ["+/monitor", "$SYS/monitor", false],
    ["$SYS/#", "$SYS/monitor", true],
    ["sport/+", "sport", false],
    ["sport/+", "sport/", true],
    ["+/+", "/finance", true],
    ["+", "/finance", false],
  ];
  for (const [filter, topic, matches] of cases)
    expect([filter, topic, topicMatches(filter, topic)]).toEqual([filter, topic, matches]);
});
