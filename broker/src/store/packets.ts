/** Packets as they stand in the journal: payloads in base64, all else as aedes needs it again. */

/** What aedes hands to its persistence (aedes-packet); `pubrel` has no topic. */
export interface KeptPacket {
  cmd: "publish" | "pubrel";
  topic: string;
  payload: Uint8Array | string;
  qos: number;
  retain: boolean;
  dup: boolean;
  messageId?: number | undefined;
  brokerId?: string;
  brokerCounter?: number;
  clientId?: string;
}

export interface WrittenPacket extends Omit<KeptPacket, "payload"> {
  readonly payload: string;
}

export function written(packet: KeptPacket): WrittenPacket {
  return { ...packet, payload: Buffer.from(packet.payload ?? "").toString("base64") };
}

export function readBack(packet: WrittenPacket): KeptPacket {
  return { ...packet, payload: Buffer.from(packet.payload, "base64") };
}

export const bytesOf = (packet: KeptPacket): number =>
  Buffer.byteLength(packet.payload ?? "") + Buffer.byteLength(packet.topic ?? "");
