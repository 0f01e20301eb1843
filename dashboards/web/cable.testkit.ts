/**
 * The cable of a house that runs in this process, to be pulled. Chromium takes its own "offline" back while a page closes: for a moment the page hears that it is online, and what it sends then arrives. A
 * cable that is pulled is pulled for dying pages too.
 */
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { Socket } from "node:net";

/** Published for each connection that a server of this process takes (Node's net). */
const channel = "net.server.socket";

export interface Cable {
  readonly pull: () => void;
  readonly plugIn: () => void;
  readonly remove: () => void;
}

/** Before the first connection to it. */
export function cableOf(houseUrl: string): Cable {
  const port = Number(new URL(houseUrl).port);
  const sockets = new Set<Socket>();
  let isPulled = false;
  const hear = (message: unknown): void => {
    const { socket } = message as { readonly socket: Socket };
    if (socket.localPort !== port) return;
    if (isPulled) return void socket.destroy();
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  };
  subscribe(channel, hear);
  return {
    pull: () => {
      isPulled = true;
      for (const socket of sockets) socket.destroy();
    },
    plugIn: () => {
      isPulled = false;
    },
    remove: () => unsubscribe(channel, hear),
  };
}
