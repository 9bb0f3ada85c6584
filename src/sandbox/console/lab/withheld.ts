import type { TextKey } from '../page/language.ts';
import { breakIt } from '../server.ts';
import { loaded, openBoard, store } from '../store.ts';
import { createSwitch } from './switch.ts';

const PLACES: readonly [TextKey, () => number | null][] = [
  ['updatesClient', () => store.choice.clientId],
  ['updatesGroup', () => openBoard().groupId],
  ['updatesChannel', () => openBoard().channelId],
];

/** Switches for holding back the updates of a single chat. */
export function createWithheld(): { elements: HTMLElement[]; show(): void } {
  const places = PLACES.map(([key, chatOf]) => {
    const withhold = async (withheld: boolean): Promise<boolean> =>
      (await breakIt('withholdUpdates', { chatId: chatOf(), withheld })).ok;
    return { toggle: createSwitch(key, withhold), chatOf };
  });
  return {
    elements: places.map(({ toggle }) => toggle.element),
    show() {
      const { withheldUpdates } = loaded();
      for (const { toggle, chatOf } of places) {
        const chatId = chatOf();
        toggle.show(chatId !== null && withheldUpdates.includes(chatId));
      }
    },
  };
}
