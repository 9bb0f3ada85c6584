import { t } from '../page/language.ts';
import { createMenu, type MenuItem } from '../page/menu.ts';
import { recordVoice } from './record-voice.ts';
import type { Sender } from './send-draft.ts';
import { askContact, askLocation, askPoll } from './special-contents.ts';
import { chooseSticker } from './sticker.ts';

type Attach = {
  isEditing(): boolean;
  forwards: boolean;
  pickFiles(asDocuments: boolean): void;
  sender: Sender;
};

/** The menu of files, voice, stickers and other contents. */
export function createAttachMenu({ isEditing, forwards, pickFiles, sender }: Attach): HTMLButtonElement {
  const files = (): MenuItem[] => [
    { icon: 'photo', text: t('attachMedia'), run: () => pickFiles(false) },
    { icon: 'file', text: t('attachFile'), run: () => pickFiles(true) },
  ];
  const others = (): MenuItem[] => [
    { icon: 'mic', text: t('voice'), run: () => void sender.askAndSend(recordVoice) },
    { icon: 'smile', text: t('sticker'), run: () => void sender.askAndSend(chooseSticker) },
    { icon: 'person', text: t('contact'), run: () => void sender.askAndSend(askContact) },
    { icon: 'map', text: t('location'), run: () => void sender.askAndSend(askLocation) },
    { icon: 'poll', text: t('poll'), run: () => void sender.askAndSend(askPoll) },
  ];
  const forwarded: MenuItem = {
    icon: 'forward',
    text: t('forwarded'),
    run: () => void sender.sendForwarded(),
  };
  return createMenu(
    () => (isEditing() ? files() : [...files(), ...others(), ...(forwards ? [forwarded] : [])]),
    { shape: 'attach', tip: 'attach', side: 'up' },
  );
}
