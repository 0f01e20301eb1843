/** An example of each code that this door says no with, for its description. */
import { problemOf } from "@floorplane/contracts/problem";
import { statusByCode } from "../answering/refusal.ts";

/** What each code is said about, and at which field. A code without one is not described, which a test finds. */
const said: Readonly<Record<string, readonly [detail: string, field?: string]>> = {
  "malformed-message": ["order: lines[0].quantity must be >= 1", "lines[0].quantity"],
  "malformed-id": [
    'order "__proto__" is a word that programs keep for themselves; give it another name',
    "order",
  ],
  "unknown-item": ["lines[0].sku: X99 is not in the catalogue; send it to /v1/items first", "lines[0].sku"],
  "idempotency-key-missing": [
    "send an Idempotency-Key header of 1 to 128 printable characters, a new one for each new request",
    "Idempotency-Key",
  ],
  "idempotency-key-malformed": [
    "the Idempotency-Key has 400 characters; send 1 to 128 printable ones of ASCII, without blanks",
    "Idempotency-Key",
  ],
  "idempotency-key-reused": ["Idempotency-Key k1 came before with another request", "Idempotency-Key"],
  "too-large": ["a body has at most 1048576 bytes; send the list in pieces"],
  "too-busy": ["900 requests wait for their answer; send this one again in 3 s, with the same key"],
  "deadline-passed": ["no answer came in time; ask again with the same key"],
  conflict: ["order 1001 is known with another content", "order"],
  "not-found": ["there is nothing at /v1/nothing"],
  "unknown-order": ["order 1001 is not known here", "order"],
  "unknown-task": ["task TASK-9 is not known here", "task"],
  "no-goods": ["the order has no line of goods", "lines"],
  "no-stock": ["there are 2 units of A at P01, and 5 are to be taken off", "quantity"],
  "name-taken": ["items[0].gtin is that of item B", "items[0].gtin"],
  "already-opened": [
    "P01 has been opened with A of lot L1; name a receipt to book further goods",
    "rows[0].location",
  ],
  "no-room": ["P01 holds 20 units of A at most", "rows[0].units"],
  "not-admitted": [
    "BATT is of class battery, and the zone of P01 admits general; name a place whose zone admits it",
    "rows[0].sku",
  ],
  "never-shipped": [
    "3 units of A never left this house; say shippedBefore where another house kept the book",
    "lines[0].quantity",
  ],
  "not-booked": ["found[0].quantity: more were found than the tote holds", "found[0].quantity"],
  "answered-otherwise": ["TASK-7 was answered by HANDHELD-1 with 3 units of A", "found"],
  "method-not-allowed": ["/v1/orders takes GET and HEAD and POST alone, not PUT"],
  "unknown-client": ['"nobody" is no client of this site; those are house, acme', "client"],
  "unknown-predecessor": ["after[0]: order 999 is not known here", "after[0]"],
  "unknown-hold": ["hold H9 is not known here", "hold"],
  "unknown-snapshot": ["snapshot NIGHT-9 is not known here", "snapshot"],
  "nothing-to-count": ["no bin is of this scope", "scope"],
  "not-wanted": ["no robot was sent to P01 for 2 units of A; put back what was taken", "sku"],
  "nothing-to-pick": ["no pick waits for a person now"],
  "other-lot": ["P01 holds another lot of A; name a place of its own", "rows[0].lot"],
  "token-missing": [
    "send Authorization: Bearer and the token of a program; who runs the house makes one with `floorplane program add`",
    "Authorization",
  ],
  "token-unknown": [
    "no program here has this token: it was mistyped, or another one has taken its place",
    "Authorization",
  ],
  "token-expired": [
    "this token of program erp was replaced and good until 2026-05-04T08:00:00.000Z: use the new one",
    "Authorization",
  ],
  "program-revoked": [
    "program erp was revoked at 2026-05-04T08:00:00.000Z; another one must be made",
    "Authorization",
  ],
  "scope-missing": [
    "program erp lacks the scope orders:write; it has orders:read. Another program must be made that has it",
    "Authorization",
  ],
  "not-your-client": [
    'program erp acts for acme alone, and the request names client "house"; name one of its own, or use another program\'s token',
    "client",
  ],
  "unknown-program": [
    "there is no program erp that boss may manage; GET /v1/programs lists those",
    "program",
  ],
  "too-many-requests": [
    "program erp may send 600 requests a minute; send this one again in 12 s, with the same key",
  ],
  "unknown-webhook": [
    "no program registered a webhook erp for house; GET /v1/webhooks lists those",
    "webhook",
  ],
  "address-inside": ["10.0.0.7 is an address of this machine or its network", "url"],
};
/** Of the shell, before the door is asked. */
const ofTheShell: Readonly<Record<number, readonly [code: string, detail: string]>> = {
  400: ["malformed-message", "the path has an escape that stands for no character: write % as %25"],
  421: ["not-permitted", "this door answers to 127.0.0.1 and names of this machine only"],
  500: ["internal", "the door failed; ask again with the same key"],
};

/** By code: every one that is answered with this status. */
export function problemExamples(status: number): Readonly<Record<string, { readonly value: object }>> {
  const codes = Object.entries(statusByCode).filter(([, each]) => each === status);
  const shell = ofTheShell[status];
  return Object.fromEntries([
    ...(shell ? [[shell[0], { value: problemOf({ status, code: shell[0], detail: shell[1] }) }]] : []),
    ...codes.flatMap(([code]) => {
      const words = said[code];
      return words ? [[code, { value: problemOf({ status, code, detail: words[0], field: words[1] }) }]] : [];
    }),
  ]);
}
