/** Everything that fleet control keeps. */
import type { Kind } from "@floorplane/contracts/kind";
import { orderKind, robotKind } from "./robots/robot.kind.ts";
import { placeKind } from "./transports/place.kind.ts";
import { transportKind } from "./transports/transport.kind.ts";

export const fleetKinds: readonly Kind[] = [orderKind, placeKind, robotKind, transportKind];
