import type { Fault, FaultMatch } from '../../src/sandbox/control/state.ts';
import type { Scene } from './race-scene.ts';

/** A thing that may happen while a client is erased. */
export type RaceRow = {
  /** Before the race. All effects are delivered before the race begins. */
  prepares?(scene: Scene): unknown;
  acts(scene: Scene): unknown;
};

export type RaceRows = Readonly<Record<string, RaceRow>>;

/** The next call of the kind fails, once for each client of the race. */
export const fails = ({ desk }: Scene, match: FaultMatch, fault: Fault): void =>
  desk.sandbox.faults.next(match, fault);

export const unheardOf: Fault = { error_code: 400, description: 'Bad Request: SOMETHING_UNHEARD_OF' };
