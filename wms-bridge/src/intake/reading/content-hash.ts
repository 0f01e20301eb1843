/** What names the content of a request, to know it again under its key: worked out by the door, or ahead of it in the thread of its shell. */
import { hashOf, hashOfContent } from "./hash.ts";

export interface Sent {
  /** Of the route: `/v1/orders/{order}`, say. */
  readonly path: string;
  /** What stands in the braces. */
  readonly number: string;
  /** Of the request. */
  readonly pathAsked: string;
  readonly body: Uint8Array;
}

/** The first is kept with the answer; houses of before kept that of the bytes. Whose it is, is in the key that it is kept under. */
export const hashesOf = ({ path, number, pathAsked, body }: Sent, content: object): [string, string] => [
  hashOfContent([path, number, content]),
  hashOf(`${pathAsked}\n${hashOf(body)}`),
];
