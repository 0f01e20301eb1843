/** Why a form was not booked, in one sentence for whoever asks over HTTP; screens have their own in their reader's language. */
import { unreadSentence } from "../goods/reader.ts";
import type { Fault } from "./forms.ts";

export function faultSentence({ reason, text, field, skus }: Fault): string {
  const named = skus.join(", ");
  switch (reason) {
    case "blank-code":
    case "strange-character":
    case "unknown-goods":
    case "ambiguous-goods":
    case "case-size-unknown":
    case "service":
      return unreadSentence({ kind: "unread", reason, text, skus });
    case "malformed":
      return `the form is wrong at ${field || "the whole"}: ${text}`;
    case "other-place":
      return `${text} was scanned, which is not the place of this task`;
    case "other-goods":
      return `${text} are not the goods of this task; answer with its own`;
    case "not-mentioned":
      return `the book also has ${named} there; count again, say 0, or say that the count is complete`;
    case "more-than-fits":
      return `${text} are more than fit there; count again, and the second count is believed`;
    case "changed-meanwhile":
      return `${named} changed there while it was counted; count again`;
    case "state-missing":
      return `say what ${text} is fit for: available, defective, condemned or destroyed`;
    case "more-than-asked":
      return `${text} of ${named} is more than the task is about; count again, and the second count is believed`;
    case "fewer-than-asked":
      return `${text} of ${named} were looked at; say that the answer is complete if the rest is gone, or send it again for a part`;
    case "no-room":
      return `no storage place has room for ${text} units of ${named}; make room, or decide otherwise`;
    default:
      return reason satisfies never;
  }
}
