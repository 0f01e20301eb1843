/** `connection` of VDA 5050 2.1.0 (clause 6.14): whether a robot is on the broker. Retained, QoS 1, also the last will. */
import { type Static, Type } from "typebox";
import { headerFields } from "./header.ts";

export const ConnectionStateSchema = Type.Enum(["ONLINE", "OFFLINE", "CONNECTIONBROKEN"], {
  description:
    "ONLINE: just connected; OFFLINE: said good-bye; CONNECTIONBROKEN: the broker's word for a robot that vanished (its will).",
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
