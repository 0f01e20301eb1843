/** Why a thing waits, in the reader's words. Pure. */
import { transportReasonInEnglish } from "@floorplane/contracts/reasons/english/of-transports";
import type { TransportReason } from "@floorplane/contracts/reasons/of-transports";
import { plainly } from "./alarm-text.ts";

export const whyWords = (reason: TransportReason): string => plainly(transportReasonInEnglish(reason));
