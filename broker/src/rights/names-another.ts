/** A handheld answers in its own name: what it takes two people for would else be done by one of its accounts. What cannot be read is for whoever asked to refuse. */
import { parseTopic } from "@floorplane/contracts/topics";
import type { Account } from "./accounts.ts";

export function namesAnother(
  { party, clientId }: Pick<Account, "party" | "clientId">,
  topic: string,
  payload: Uint8Array | string,
): boolean {
  if (party !== "handheld" || parseTopic(topic)?.name !== "taskOutcome") return false;
  try {
    const said: unknown = JSON.parse(
      typeof payload === "string" ? payload : new TextDecoder().decode(payload),
    );
    if (typeof said !== "object" || said === null || !("device" in said)) return false;
    return typeof said.device === "string" && said.device !== clientId;
  } catch {
    return false;
  }
}
