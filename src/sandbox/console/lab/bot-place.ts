import { act } from '../server.ts';
import { loaded } from '../store.ts';
import { createSwitch } from './switch.ts';

/** True: the bot administers channel and group, and the group belongs to the channel. */
export function isInPlace(): boolean {
  const { botRoles, isLinked } = loaded();
  return isLinked && botRoles.channel === 'administrator' && botRoles.group === 'administrator';
}

/** Gives the bot its rights back and links the group again. */
export async function mendPlace(): Promise<void> {
  if (isInPlace()) return;
  const { channelId, groupId, isLinked } = loaded();
  for (const chatId of [channelId, groupId]) await setAdmin(chatId, true);
  if (!isLinked) await act('linkGroup', { channelId, groupId });
}

const setAdmin = async (chatId: number, isOn: boolean): Promise<boolean> =>
  (await act('setBotRights', { chatId, rights: isOn ? {} : 'none' })).ok;

/** Switches for the bot's rights and for the link between channel and group. */
export function createBotPlace(): { elements: HTMLElement[]; show(): void } {
  const inChannel = createSwitch('botChannel', (isOn) => setAdmin(loaded().channelId, isOn));
  const inGroup = createSwitch('botGroup', (isOn) => setAdmin(loaded().groupId, isOn));
  const linked = createSwitch('botLinked', async (isOn) => {
    const { channelId, groupId } = loaded();
    return (await act('linkGroup', { channelId, groupId: isOn ? groupId : null })).ok;
  });
  return {
    elements: [inChannel, inGroup, linked].map(({ element }) => element),
    show() {
      const { botRoles, isLinked } = loaded();
      inChannel.show(botRoles.channel === 'administrator');
      inGroup.show(botRoles.group === 'administrator');
      linked.show(isLinked);
    },
  };
}
