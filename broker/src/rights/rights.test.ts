import { type Party, patternsUnder, type TopicKind, usualPrefix } from "@floorplane/contracts/topics";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { account, site } from "../testing/a-broker.testkit.ts";
import { Rights } from "./rights.ts";

const parties: readonly Party[] = ["control", "robot", "device", "handheld", "program", "viewer"];
/** The site's robots speak under both of them, the one that is asked about under the usual one. */
const prefixes = [usualPrefix, "barn/v3"];
/** What a level may read: words of the catalogue, ids, and what an attacker would try. */
const words = [
  ...new Set(patternsUnder(prefixes).flatMap(({ levels }) => levels.filter((word) => !word.startsWith("{")))),
];
const ids = ["ME", "OTHER", "acme", "hall", "barn"];
const oddities = [
  "",
  "+",
  "#",
  "$share",
  "$SYS",
  "a+b",
  "a#",
  "\0",
  "__proto__",
  "a b",
  "ünï",
  "x".repeat(65),
];

const level = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...words) },
  { weight: 4, arbitrary: fc.constantFrom(...ids) },
  { weight: 2, arbitrary: fc.constant("+") },
  { weight: 1, arbitrary: fc.constantFrom(...oddities) },
);
/** A pattern of the catalogue with its names filled in, one level perhaps bent. */
const nearlyRight = fc
  .record({
    pattern: fc.constantFrom(...patternsUnder(prefixes).map(({ levels }) => levels)),
    names: fc.array(fc.constantFrom(...ids, "+"), { minLength: 4, maxLength: 4 }),
    bend: fc.option(fc.tuple(fc.nat(7), level)),
  })
  .map(({ pattern, names, bend }) => {
    let next = 0;
    const levels = pattern.map((each) =>
      each === "{site}" ? "hall" : each.startsWith("{") ? names[next++]! : each,
    );
    if (bend) levels[bend[0] % levels.length] = bend[1];
    return levels.join("/");
  });
const text = fc.oneof(
  nearlyRight,
  fc.array(level, { minLength: 1, maxLength: 10 }).map((levels) => levels.join("/")),
);

/** Obviously slow: every topic there is in a small world, spelled out. */
function allTopics(party: Party, role: "speaks" | "hears"): { topic: string; kind: TopicKind }[] {
  const itself = party === "robot" || party === "device" || party === "program";
  const kinds = patternsUnder(party === "robot" ? [usualPrefix] : prefixes).filter(({ kind }) =>
    role === "speaks" ? kind.speaker === party : kind.hearers.includes(party),
  );
  return kinds.flatMap(({ kind, levels }) => {
    let spelled = [""];
    for (const each of levels) {
      const values =
        each === "{site}"
          ? [site]
          : each === "{self}" && itself
            ? ["ME"]
            : each === "{maker}" && party === "robot"
              ? ["acme"]
              : each.startsWith("{")
                ? [...ids, ...words]
                : [each];
      spelled = spelled.flatMap((before) => values.map((value) => `${before}/${value}`));
    }
    return spelled.map((topic) => ({ topic: topic.slice(1), kind }));
  });
}

const rightsOf = (party: Party): Rights =>
  new Rights({ ...account("ME", party), clientId: "ME" }, site, prefixes);
const world = new Map(
  parties.map((party) => [
    party,
    { speaks: allTopics(party, "speaks"), hears: allTopics(party, "hears"), rights: rightsOf(party) },
  ]),
);

/** Matching by the letter of the standard, level by level. */
const slowlyMatches = (filter: string, topic: string): boolean => {
  const wanted = filter.split("/");
  const given = topic.split("/");
  return (
    wanted.length === given.length && wanted.every((each, index) => each === "+" || each === given[index])
  );
};

describe("rights derived from the catalogue", () => {
  it("take exactly the publications that a list of all permitted topics holds, and of control only at the catalogue's QoS", () => {
    fc.assert(
      fc.property(fc.constantFrom(...parties), text, fc.nat(2), fc.boolean(), (party, topic, qos, retain) => {
        const { speaks, rights } = world.get(party)!;
        const its = speaks.filter((each) => each.topic === topic);
        const permitted = its.filter(
          ({ kind }) => party !== "control" || (qos <= kind.qos && (!retain || kind.retain)),
        );

        const saying = rights.saying(topic, qos, retain);

        const kept = !retain || permitted[0]?.kind.retain;
        if (permitted.length > 0) expect(saying).toBe(kept ? "taken" : "not-kept");
        else if (its.length > 0) expect(saying).toBe("refused");
        else expect(["refused", "unheard"]).toContain(saying);
      }),
      { numRuns: 3_000 },
    );
  });

  it("let nobody be heard on a topic that anybody else may speak on", () => {
    const all = new Set(parties.flatMap((party) => world.get(party)!.speaks.map(({ topic }) => topic)));

    fc.assert(
      fc.property(fc.constantFrom(...parties), fc.constantFrom(...all), (party, topic) => {
        const { speaks, rights } = world.get(party)!;

        expect(rights.mayPublish(topic, 0, false)).toBe(speaks.some((each) => each.topic === topic));
      }),
      { numRuns: 2_000 },
    );
  });

  it("allow exactly the topics to be heard that the list holds", () => {
    fc.assert(
      fc.property(fc.constantFrom(...parties), text, (party, topic) => {
        const { hears, rights } = world.get(party)!;

        expect(rights.mayHear(topic)).toBe(hears.some((each) => each.topic === topic));
      }),
      { numRuns: 3_000 },
    );
  });

  it("grant a filter only if all it can match is permitted, whatever stands in its wildcards", () => {
    fc.assert(
      fc.property(fc.constantFrom(...parties), text, (party, filter) => {
        const { hears, rights } = world.get(party)!;
        const isPlain =
          !filter.includes("#") && filter.split("/").every((each) => each === "+" || !each.includes("+"));
        // Each wildcard spelled out with all that could stand there, strangers too.
        let spelled = [""];
        for (const each of filter.split("/"))
          spelled = spelled.flatMap((before) =>
            (each === "+" ? ["ME", "OTHER", "state", "order"] : [each]).map((value) => `${before}/${value}`),
          );
        const permitted =
          isPlain &&
          spelled.every((topic) => hears.some((each) => each.topic === topic.slice(1))) &&
          hears.some((each) => slowlyMatches(filter, each.topic));
        const itsOwn = party === "robot" && /^uagv\/v2\/acme\/ME\/[+#]$/.test(filter);

        expect(rights.maySubscribe(filter)).toBe(permitted || itsOwn);
      }),
      { numRuns: 3_000 },
    );
  });

  it.each([
    ["robot", "uagv/v2/acme/ME/state", 0, false, true],
    ["robot", "uagv/v2/acme/ME/state", 1, false, true],
    ["robot", "uagv/v2/acme/ME/state", 2, true, true],
    ["robot", "uagv/v2/acme/ME/diagnosis", 1, false, true],
    ["robot", "$SYS/x", 0, false, false],
    ["robot", "uagv/v2/acme/OTHER/state", 0, false, false],
    ["robot", "uagv/v2/else/ME/state", 0, false, false],
    ["robot", "uagv/v2/acme/ME/order", 0, false, false],
    ["robot", "barn/v3/acme/ME/state", 0, false, false],
    ["control", "uagv/v2/acme/ME/order", 0, false, true],
    ["control", "barn/v3/acme/ME/order", 0, false, true],
    ["control", "barn/v4/acme/ME/order", 0, false, false],
    ["control", "uagv/v2/acme/ME/order", 1, false, false],
    ["control", "uagv/v2/acme/ME/order", 0, true, false],
    ["viewer", "uagv/v2/acme/ME/order", 0, false, false],
    ["device", "floorplane/v1/hall/readers/ME/reads", 1, false, true],
    ["device", "floorplane/v1/barn/readers/ME/reads", 1, false, false],
    ["program", "floorplane/v1/hall/programs/ME/requests", 1, false, true],
    ["program", "floorplane/v1/hall/programs/OTHER/requests", 1, false, false],
    ["program", "floorplane/v1/barn/programs/ME/requests", 1, false, false],
    ["program", "floorplane/v1/hall/programs/ME/answers", 1, false, false],
    ["program", "uagv/v2/acme/ME/order", 0, false, false],
    ["viewer", "floorplane/v1/hall/programs/ME/requests", 1, false, false],
    ["control", "floorplane/v1/hall/programs/ME/answers", 1, true, false],
    ["device", "floorplane/v1/hall/readers/__proto__/reads", 1, false, false],
  ] as const)("let a %s publish %s at QoS %i, retained %s: %s", (party, topic, qos, retain, may) => {
    expect(rightsOf(party).mayPublish(topic, qos, retain)).toBe(may);
  });
});
