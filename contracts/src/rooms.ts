/** The names of those who decide and write: rooms of the house, as they stand in mailbox and ledger. */
export const roomNames = ["wms-bridge", "fleet", "sensors", "dashboards"] as const;
export type RoomName = (typeof roomNames)[number];
