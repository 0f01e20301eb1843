/** What of a message was not as its standard asks, field by field (`field` is a path, `$` the whole message), and what was made of it. What was said is quoted, a line at most. */
import type { ReasonOf } from "./reason.ts";

export interface RemarkReasons {
  /** `said` null: it was missing. `as`: JSON. */
  "field.read-as": { field: string; said: string | null; as: string };
  /** An item of a list that cannot be read. */
  "field.left-out": { field: string; said: string };
  "field.taken-as-absent": { field: string; said: string };
  "field.blank": { field: string; said: "null" | "empty" };
  "field.renamed": { field: string; from: string };
  /** In the words of whoever read the bytes: they are no sound JSON there, or no such message. */
  "field.flawed": { field: string; fault: string };
  /** `major`: of the version that is read there; 2 where it is not said. */
  "field.other-version": { field: string; said: string; major?: number };
  "field.empty": { field: string };
  "field.beyond-pi": { field: string; said: number };
  "field.tiny-percent": { field: string; said: number };
  "field.no-seconds": { field: string; said: number };
  /** It names another than the topic on which it speaks. */
  "field.other-name": { field: string; said: string; is: string };
  /** So many remarks more. */
  "field.and-more": { field: string; more: number };
}
export type Remark = ReasonOf<RemarkReasons>;

export interface MessageReasons {
  "said.odd": { remarks: readonly RemarkOf[]; more: number };
}
/** Of a message on a topic, by its last level. */
export interface RemarkOf {
  readonly topic: string;
  readonly remark: Remark;
}
export type MessageReason = ReasonOf<MessageReasons>;

/** So many are told of one robot or device: whoever errs in more of them errs in all. */
export const remarksMax = 32;

export const oddMessages = (remarks: readonly RemarkOf[], most = remarksMax): MessageReason => ({
  code: "said.odd",
  remarks: remarks.slice(0, most),
  more: Math.max(0, remarks.length - most),
});
