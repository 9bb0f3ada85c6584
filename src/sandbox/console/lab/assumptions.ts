import type { ChosenAssumptions } from '../../world/assumptions.ts';
import { h } from '../page/element.ts';
import type { TextKey } from '../page/language.ts';
import { control } from '../server.ts';
import { loaded } from '../store.ts';
import { createSwitch } from './switch.ts';

/** The values of a switch, off and on. */
type Row<Value> = { text: TextKey; off: Value; on: Value };

const ROWS: { [Name in keyof ChosenAssumptions]: Row<ChosenAssumptions[Name]> } = {
  keyboardHidesComments: { text: 'assumeKeyboard', off: false, on: true },
  albumCopies: { text: 'assumeAlbumCopies', off: 'apart', on: 'together' },
  rootNamesThread: { text: 'assumeRootThread', off: false, on: true },
  tellsOwnPin: { text: 'assumeOwnPin', off: false, on: true },
  pinShown: { text: 'assumePinShown', off: 'newest', on: 'lastPinned' },
  unpinOfUnpinned: { text: 'assumeUnpin', off: 'done', on: 'refused' },
  albumCost: { text: 'assumeAlbumCost', off: 'one', on: 'each' },
  markupEditCost: { text: 'assumeMarkupCost', off: 0, on: 1 },
  pinCost: { text: 'assumePinCost', off: 0, on: 1 },
  deletionCost: { text: 'assumeDeletionCost', off: 0, on: 1 },
  reactionCost: { text: 'assumeReactionCost', off: 0, on: 1 },
  chatActionCost: { text: 'assumeActionCost', off: 0, on: 1 },
  budgetOf: { text: 'assumeBudget', off: 'bot', on: 'chat' },
  ignoredRefusals: { text: 'assumeIgnored', off: 'free', on: 'prolong' },
};

/** Switches for the open questions about the real Telegram. */
export function createAssumptions(): { elements: HTMLElement[]; show(): void } {
  const names = Object.keys(ROWS) as (keyof ChosenAssumptions)[];
  const switches = names.map((name) => {
    const { text, off, on } = ROWS[name];
    const set = async (isOn: boolean): Promise<boolean> =>
      (await control('assume', { name, value: isOn ? on : off })).ok;
    return { name, on, toggle: createSwitch(text, set) };
  });
  return {
    elements: [
      h('p', { class: 'lab-hint', 'data-text': 'assumptionsHint' }),
      ...switches.map(({ toggle }) => toggle.element),
    ],
    show() {
      const { assumptions } = loaded().control;
      for (const { name, on, toggle } of switches) toggle.show(assumptions[name] === on);
    },
  };
}
