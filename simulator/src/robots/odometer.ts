/** How far a robot drove, and how much of it without goods on board. Booked when a motion ends; what runs is reckoned when asked. */
import { type Motion, placeAt } from "./motion.ts";

export interface SavedOdometer {
  readonly metres: number;
  readonly emptyMetres: number;
}

export class Odometer {
  #metres = 0;
  #emptyMetres = 0;
  /** Whether what is driven now is driven without goods; it changes only while the robot stands. */
  isEmpty = true;

  /** All metres up to this time of the motion that runs. */
  at(motion: Motion, ms: number): number {
    return this.#metres + driven(motion, ms);
  }

  emptyAt(motion: Motion, ms: number): number {
    return this.#emptyMetres + (this.isEmpty ? driven(motion, ms) : 0);
  }

  /** The motion is replaced by another at this time. */
  book(motion: Motion, ms: number): void {
    const metres = driven(motion, ms);
    this.#metres += metres;
    if (this.isEmpty) this.#emptyMetres += metres;
  }

  save(): SavedOdometer {
    return { metres: this.#metres, emptyMetres: this.#emptyMetres };
  }

  restore({ metres, emptyMetres }: SavedOdometer): void {
    this.#metres = metres;
    this.#emptyMetres = emptyMetres;
  }
}

const driven = (motion: Motion, ms: number): number =>
  motion.kind === "running" ? placeAt(motion, ms) - motion.startPlace : 0;
