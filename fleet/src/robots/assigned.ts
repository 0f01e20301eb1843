/** What a robot has to do, and the tote or load that lies on it. Given and taken by dispatch, by the outcome of its stops and by people. */
import type { ToteId, TransportId } from "@floorplane/contracts/ids";
import type { Load } from "@floorplane/contracts/messages";

/** What lies on a robot: one of both, or nothing. */
export interface Aboard {
  readonly tote?: ToteId | undefined;
  readonly load?: Load | undefined;
}

export class Assigned {
  #transport: TransportId | undefined;
  #tote: ToteId | undefined;
  #load: Load | undefined;

  get transport(): TransportId | undefined {
    return this.#transport;
  }

  get tote(): ToteId | undefined {
    return this.#tote;
  }

  /** What is on it and no tote of this house. */
  get load(): Load | undefined {
    return this.#load;
  }

  give(transport: TransportId): void {
    this.#transport = transport;
  }

  /** Another has it, or nobody needs it any more. */
  end(): void {
    this.#transport = undefined;
  }

  /** Undefined: its hands are empty. Traffic is told by `held-ground.ts`. */
  takeUp({ tote, load }: Aboard): void {
    this.#tote = tote;
    this.#load = load;
  }
}
