/** What an answer shows once: it is not kept with the answer, so that the ledger holds no secret. Who asks again with the same key hears all but that. */
import type { HttpResponse } from "@floorplane/contracts/http";
import { jsonAnswer } from "./refusal.ts";

const decoder = new TextDecoder();

export const without =
  (secret: string) =>
  (answer: HttpResponse): HttpResponse => {
    const { [secret]: _shown, ...rest } = JSON.parse(decoder.decode(answer.body)) as Record<string, unknown>;
    return jsonAnswer(answer.status, rest);
  };
