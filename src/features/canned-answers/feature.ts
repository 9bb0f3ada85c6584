import type { FeatureRows } from '../../router/desk-rows.ts';
import { carryOutStep } from './carry-out.ts';
import { cannedButtons, cannedCommands } from './commands.ts';
import { inlineAnswers } from './inline.ts';
import { type CannedPorts, partsOf } from './ports.ts';
import { cannedStep } from './step.ts';
import { texts } from './texts.ts';

/** Answers that the team uses again: saved, listed, removed, sent by `/r`, and used inline in any chat. */
export const cannedAnswers = {
  deliveries: (ports: CannedPorts) => ({ cannedStep: carryOutStep(partsOf(ports)) }),
  rows: (ports: CannedPorts): FeatureRows => ({
    commands: cannedCommands(partsOf(ports)),
    buttons: cannedButtons(partsOf(ports)),
    inline: [inlineAnswers(partsOf(ports))],
    teamWords: [{ takes: ({ by, content }) => ({ effects: [cannedStep({ act: 'words', by, content })] }) }],
  }),
  texts,
};
