/** Small parts that VDA 5050 messages of all versions say alike. Metres, radians, seconds. */
import { Type } from "typebox";
import { Text } from "./header.ts";

export const VelocitySchema = Type.Object(
  {
    vx: Type.Optional(Type.Number({ description: "Forwards, in m/s." })),
    vy: Type.Optional(Type.Number({ description: "To the left, in m/s." })),
    omega: Type.Optional(Type.Number({ description: "Turning counter-clockwise, in rad/s." })),
  },
  { description: "Speed in the robot's own frame." },
);

export const BoundingBoxReferenceSchema = Type.Object(
  {
    x: Type.Number({ description: "In m." }),
    y: Type.Number({ description: "In m." }),
    z: Type.Number({ description: "In m; 0 is the floor." }),
    theta: Type.Optional(Type.Number({ description: "Turn of the box in rad, for trailers and the like." })),
  },
  { description: "Middle of the underside of the load's box, in the robot's own frame." },
);

export const ReferencesSchema = Type.Array(
  Type.Object({
    referenceKey: Text("What is pointed at: orderId, nodeId, actionId and so on."),
    referenceValue: Text("Its id."),
  }),
  { description: "What this is about." },
);

/** Any JSON but null; a number stays a number (coordinates of a position are no numbers written as text). */
export type ActionParameterValue = string | number | boolean | unknown[] | { [key: string]: unknown };

export const ActionParameterSchema = Type.Object({
  key: Text("Name of the parameter, as the robot's factsheet lists it."),
  value: Type.Unsafe<ActionParameterValue>({
    type: ["array", "boolean", "number", "string", "object"],
    description: "Its value: any JSON type except null.",
  }),
});
