/** The header that opens every VDA 5050 message, and the plain types that messages of all versions share. */
import { type Static, Type } from "typebox";
import { timestampPattern } from "./timestamp.ts";

/** Counters and sequence numbers of the standard are 32 bits without sign. */
export const uint32Max = 4_294_967_295;

/** Angles in radians as the published files bound them: pi rounded up, so that senders who round stay inside. */
// biome-ignore lint/suspicious/noApproximativeNumericConstant: the published bound, a little above pi
export const angleMax = 3.141_592_653_59;
// biome-ignore lint/suspicious/noApproximativeNumericConstant: the published bound, a little above pi
export const angleDeviationMax = 3.141_592_654;

export const Uint32 = (description: string) => Type.Integer({ minimum: 0, maximum: uint32Max, description });

export const Text = (description: string) => Type.String({ description });

/** An instant; `description` says of what. */
export const Time = (description: string) =>
  Type.String({ format: "date-time", pattern: timestampPattern, description });

/** `versions`: which ones the reader of this version takes, for its description. */
export const headerFieldsOf = (versions: string) => ({
  headerId: Type.Integer({
    minimum: 0,
    maximum: uint32Max,
    description:
      "Counts the messages sent on this topic, 0 to 4294967295, starting anew when the sender restarts. A gap is a lost message and nothing else.",
  }),
  timestamp: Time(
    "When the message was made: ISO 8601 with any fraction and a zone. We write milliseconds and Z.",
  ),
  version: Text(`Version of the protocol the sender speaks, major.minor.patch, here ${versions}.`),
  manufacturer: Text("Maker of the robot, the same text as in the topic."),
  serialNumber: Text(
    "The maker's own number of the robot, the same text as in the topic: letters, digits and _ . : -",
  ),
});

type HeaderFields = ReturnType<typeof headerFieldsOf>;
export type Header = { [Field in keyof HeaderFields]: Static<HeaderFields[Field]> };
