import type { IntakeEvents, IntakeTrouble } from '../../src/telegram/intake.ts';

/** Records the events of an intake. */
export function intakeEar() {
  const troubles: IntakeTrouble[] = [];
  let recovered = 0;
  let caughtUp = 0;
  const on: IntakeEvents = {
    trouble: (trouble) => void troubles.push(trouble),
    recovered() {
      recovered += 1;
    },
    caughtUp() {
      caughtUp += 1;
    },
  };
  return { on, troubles, recovered: () => recovered, caughtUp: () => caughtUp };
}
