/** `zoneSet` of VDA 5050 3.0.0 (clauses 6.4 and 7.6): areas of a map in which robots that find their own way keep rules. Immutable under its name. */
import { type Static, Type } from "typebox";
import { messageItemsMax } from "../bounds.ts";
import { Text } from "../header.ts";
import { ZoneActionSchema } from "./action.schema.ts";
import { headerFields } from "./header.ts";

export const zoneTypes = [
  "BLOCKED",
  "LINE_GUIDED",
  "RELEASE",
  "COORDINATED_REPLANNING",
  "SPEED_LIMIT",
  "ACTION",
  "PRIORITY",
  "PENALTY",
  "DIRECTED",
  "BIDIRECTED",
] as const;

export const ZoneTypeSchema = Type.Enum([...zoneTypes], {
  description:
    "What holds inside. By any part of the robot: BLOCKED: keep out; LINE_GUIDED: on the edges only; RELEASE: ask first; COORDINATED_REPLANNING: ask before another way; SPEED_LIMIT; ACTION. By its turning point: PRIORITY and PENALTY: a way to like or to dislike; DIRECTED and BIDIRECTED: a direction to keep.",
});
export type ZoneType = Static<typeof ZoneTypeSchema>;

/** What a zone of each kind must say besides its kind and shape. */
export const zoneParameters = {
  SPEED_LIMIT: ["maximumSpeed"],
  ACTION: ["entryActions", "duringActions", "exitActions"],
  PRIORITY: ["priorityFactor"],
  PENALTY: ["penaltyFactor"],
  DIRECTED: ["direction", "directedLimitation"],
  BIDIRECTED: ["direction", "bidirectedLimitation"],
} as const satisfies { readonly [Kind in ZoneType]?: readonly string[] };

const actions = (when: string) =>
  Type.Optional(
    Type.Array(ZoneActionSchema, { maxItems: messageItemsMax, description: `ACTION: what to do ${when}.` }),
  );
const share = (description: string) => Type.Optional(Type.Number({ minimum: 0, maximum: 1, description }));

export const ZoneSchema = Type.Object(
  {
    zoneId: Text("Name of the zone, its own within the set."),
    zoneType: ZoneTypeSchema,
    zoneDescriptor: Type.Optional(Text("A name for people.")),
    vertices: Type.Array(
      Type.Object({
        x: Type.Number({ description: "On the map, in m." }),
        y: Type.Number({ description: "On the map, in m." }),
      }),
      {
        minItems: 3,
        maxItems: messageItemsMax,
        description: "Corners counter-clockwise; closed by itself, never crossing itself.",
      },
    ),
    releaseLossBehavior: Type.Optional(
      Type.Enum(["STOP", "CONTINUE", "EVACUATE"], {
        description:
          "RELEASE: what a robot inside does when its release is over. STOP, also if absent; CONTINUE: drives on; EVACUATE: drives out.",
      }),
    ),
    maximumSpeed: Type.Optional(
      Type.Number({ description: "SPEED_LIMIT: in m/s, kept from the moment of entering." }),
    ),
    entryActions: actions("on entering"),
    duringActions: actions("inside"),
    exitActions: actions("on leaving"),
    priorityFactor: share("PRIORITY: how much to like the way through it, 0 not at all to 1 most."),
    penaltyFactor: share("PENALTY: how much to dislike it, 0 not at all to 1 only if there is no other."),
    direction: Type.Optional(
      Type.Number({ description: "DIRECTED and BIDIRECTED: direction of travel on the map, in rad." }),
    ),
    directedLimitation: Type.Optional(
      Type.Enum(["SOFT", "RESTRICTED", "STRICT"], {
        description:
          "DIRECTED: SOFT: keep it where you can; RESTRICTED: around obstacles, never against it; STRICT: always.",
      }),
    ),
    bidirectedLimitation: Type.Optional(
      Type.Enum(["SOFT", "RESTRICTED"], {
        description: "BIDIRECTED: SOFT: keep it where you can; RESTRICTED: leave it around obstacles only.",
      }),
    ),
  },
  {
    description: "One area and its rule.",
    allOf: Object.entries(zoneParameters).map(([kind, required]) => ({
      if: { properties: { zoneType: { const: kind } } },
      // biome-ignore lint/suspicious/noThenProperty: a word of JSON Schema
      then: { required: [...required] },
    })),
  },
);
export type Zone = Static<typeof ZoneSchema>;

export const ZoneSetSchema = Type.Object(
  {
    ...headerFields,
    zoneSet: Type.Object(
      {
        mapId: Text("The map that the zones lie on, in all of its versions."),
        zoneSetId: Text("Names the set for good: another content has another name."),
        zoneSetDescriptor: Type.Optional(Text("A name for people.")),
        zones: Type.Array(ZoneSchema, { maxItems: messageItemsMax, description: "Its zones." }),
      },
      { description: "The set." },
    ),
  },
  {
    title: "zoneSet",
    description: "Control gives a robot the zones of a map; they hold when it is told to enable them.",
  },
);
export type ZoneSet = Static<typeof ZoneSetSchema>;
