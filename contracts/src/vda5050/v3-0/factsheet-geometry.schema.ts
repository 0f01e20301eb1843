/** Wheels and outlines of a robot, the `mobileRobotGeometry` part of the VDA 5050 3.0.0 factsheet. Robot's own frame, metres. */
import { type Static, Type } from "typebox";
import { Text } from "../header.ts";

const remark = Type.Optional(Text("A remark for people."));
const metres = (description: string) => Type.Number({ description: `${description}, in m.` });

const WheelSchema = Type.Object({
  type: Text("Kind of wheel: DRIVE, CASTER, FIXED, MECANUM or the maker's own."),
  isActiveDriven: Type.Boolean({ description: "Whether a motor drives it." }),
  isActiveSteered: Type.Boolean({ description: "Whether a motor steers it." }),
  position: Type.Object({
    x: metres("Forwards"),
    y: metres("To the left"),
    theta: Type.Optional(Type.Number({ description: "Direction in rad; fixed wheels need it." })),
  }),
  diameter: metres("Diameter"),
  width: metres("Width"),
  centerDisplacement: Type.Optional(metres("Trail of a caster; absent: 0")),
  constraints: Type.Optional(Text("Limits in the maker's own words.")),
});

const Envelope2dSchema = Type.Object({
  envelope2dId: Text("Name of the outline, such as empty or loaded."),
  vertices: Type.Array(Type.Object({ x: metres("Forwards"), y: metres("To the left") }), {
    description: "Corners one after the other; closed by itself, never crossing itself.",
  }),
  description: remark,
});

const Envelope3dSchema = Type.Object({
  envelope3dId: Text("Name of the outline."),
  format: Text("File format of the body, such as DXF."),
  data: Type.Optional(
    Type.Unsafe<{ [key: string]: unknown }>({
      type: "object",
      description: "The body itself, in that format.",
    }),
  ),
  url: Type.Optional(Text("Where to fetch the body.")),
  description: remark,
});

export const MobileRobotGeometrySchema = Type.Object(
  {
    wheelDefinitions: Type.Optional(Type.Array(WheelSchema, { description: "All wheels." })),
    envelopes2d: Type.Optional(Type.Array(Envelope2dSchema, { description: "Outlines seen from above." })),
    envelopes3d: Type.Optional(Type.Array(Envelope3dSchema, { description: "Outlines as bodies." })),
  },
  { description: "Shape of the robot." },
);
export type MobileRobotGeometry = Static<typeof MobileRobotGeometrySchema>;
