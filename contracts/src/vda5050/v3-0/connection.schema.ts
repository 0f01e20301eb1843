/** `connection` of VDA 5050 3.0.0 (clauses 6.5 and 7.7): whether a robot is on the broker. Retained, QoS 1, also the last will. */
import { type Static, Type } from "typebox";
import { headerFields } from "./header.ts";

export const ConnectionStateSchema = Type.Enum(["ONLINE", "OFFLINE", "HIBERNATING", "CONNECTION_BROKEN"], {
  description:
    "ONLINE: just connected; OFFLINE: said good-bye; HIBERNATING: connected, asleep and sending no states; CONNECTION_BROKEN: the broker's word for a robot that vanished (its will).",
});
export type ConnectionState = Static<typeof ConnectionStateSchema>;

export const ConnectionSchema = Type.Object(
  { ...headerFields, connectionState: ConnectionStateSchema },
  {
    title: "connection",
    description:
      "A robot, or the broker for it, says how the line is. A will is as old as its connection by nature.",
  },
);
export type Connection = Static<typeof ConnectionSchema>;
