/** What a robot has to do, and the tote that lies on it. Given and taken by dispatch, by the outcome of its stops and by people. */
import type { ToteId, TransportId } from "@floorplane/contracts/ids";

export class Assigned {
  #transport: TransportId | undefined;
  #tote: ToteId | undefined;

  get transport(): TransportId | undefined {
    return this.#transport;
  }

  get tote(): ToteId | undefined {
    return this.#tote;
  }

  give(transport: TransportId): void {
    this.#transport = transport;
  }

  /** Another has it, or nobody needs it any more. */
  end(): void {
    this.#transport = undefined;
  }

  /** Undefined: its hands are empty. Traffic is told by `held-ground.ts`. */
  load(tote: ToteId | undefined): void {
    this.#tote = tote;
  }
}
