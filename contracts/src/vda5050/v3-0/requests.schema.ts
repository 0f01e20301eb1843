/** What a robot asks for in its `state` of VDA 5050 3.0.0 (clauses 6.9 and 7.8); the answer is one of `responses`. */
import { type Static, Type } from "typebox";
import { Text, Uint32 } from "../header.ts";
import { TrajectorySchema } from "./geometry.schema.ts";

const requestId = Text("Names this one request among all that the robot makes now.");

/** QUEUED is one of them in clause 6.9, and neither in the table of clause 7.8 nor in the published file. */
export const requestStatuses = ["REQUESTED", "QUEUED", "GRANTED", "REVOKED", "EXPIRED"] as const;

const requestStatus = Type.Enum([...requestStatuses], {
  description:
    "REQUESTED: asked; QUEUED: asked, and heard; GRANTED: the robot may, and perhaps does; REVOKED and EXPIRED: no more, and it has taken note.",
});

export const ZoneRequestSchema = Type.Object({
  requestId,
  requestType: Type.Enum(["ACCESS", "REPLANNING"], {
    description: "ACCESS: to enter a zone; REPLANNING: to take another way in or through it.",
  }),
  zoneId: Text("The zone."),
  zoneSetId: Text("The set in which the zone has its name."),
  requestStatus,
  trajectory: Type.Optional(TrajectorySchema),
});
export type ZoneRequest = Static<typeof ZoneRequestSchema>;

export const EdgeRequestSchema = Type.Object({
  requestId,
  requestType: Type.Enum(["CORRIDOR"], { description: "CORRIDOR: to leave the path within its corridor." }),
  edgeId: Text("The edge."),
  sequenceId: Uint32("Its place in the order."),
  requestStatus,
});
export type EdgeRequest = Static<typeof EdgeRequestSchema>;
