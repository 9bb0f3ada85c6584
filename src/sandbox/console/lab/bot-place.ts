import type { BoardState } from '../../control/state.ts';
import { act } from '../server.ts';
import { loaded, openBoard } from '../store.ts';
import { createSwitch } from './switch.ts';

const isBoardInPlace = ({ botRoles, isLinked }: BoardState): boolean =>
  isLinked && botRoles.channel === 'administrator' && botRoles.group === 'administrator';

/** True: the bot administers every channel and group, and each group belongs to its channel. */
export const isInPlace = (): boolean => loaded().boards.every(isBoardInPlace);

/** Gives the bot its rights back and links the groups again. */
export async function mendPlace(): Promise<void> {
  for (const board of loaded().boards.filter((one) => !isBoardInPlace(one))) {
    const { channelId, groupId, isLinked } = board;
    for (const chatId of [channelId, groupId]) await setAdmin(chatId, true);
    if (!isLinked) await act('linkGroup', { channelId, groupId });
  }
}

const setAdmin = async (chatId: number, isOn: boolean): Promise<boolean> =>
  (await act('setBotRights', { chatId, rights: isOn ? {} : 'none' })).ok;

/** Switches for the bot's rights in the open board, and for the link between channel and group. */
export function createBotPlace(): { elements: HTMLElement[]; show(): void } {
  const inChannel = createSwitch('botChannel', (isOn) => setAdmin(openBoard().channelId, isOn));
  const inGroup = createSwitch('botGroup', (isOn) => setAdmin(openBoard().groupId, isOn));
  const linked = createSwitch('botLinked', async (isOn) => {
    const { channelId, groupId } = openBoard();
    return (await act('linkGroup', { channelId, groupId: isOn ? groupId : null })).ok;
  });
  return {
    elements: [inChannel, inGroup, linked].map(({ element }) => element),
    show() {
      const { botRoles, isLinked } = openBoard();
      inChannel.show(botRoles.channel === 'administrator');
      inGroup.show(botRoles.group === 'administrator');
      linked.show(isLinked);
    },
  };
}
