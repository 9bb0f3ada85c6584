import type { IntakeDeps, IntakeTrouble } from '../../src/telegram/intake.ts';

/** Records the events of an intake. */
export function intakeEar() {
  const troubles: IntakeTrouble[] = [];
  let recovered = 0;
  let caughtUp = 0;
  const told: Pick<IntakeDeps, 'onTrouble' | 'onRecovered' | 'onCaughtUp'> = {
    onTrouble: (trouble) => void troubles.push(trouble),
    onRecovered() {
      recovered += 1;
    },
    onCaughtUp() {
      caughtUp += 1;
    },
  };
  return { told, troubles, recovered: () => recovered, caughtUp: () => caughtUp };
}
