import type { Contact, Location, Sticker } from '@grammyjs/types';
import type { SeenMessage } from '../../control/state.ts';
import { avatar } from '../page/avatar.ts';
import { h, icon } from '../page/element.ts';
import { t } from '../page/language.ts';
import { card, fileCard } from './card.ts';
import { film, moving, roundFilm } from './film.ts';
import { picture, reserve, still } from './picture.ts';
import { pollOf } from './poll.ts';
import { kindOf } from './sender.ts';
import { soundPlayer } from './sound.ts';

/** The content of a message beside its text, for the person `voterId`; null: a text alone. */
export function mediaOf(message: SeenMessage, voterId?: number): HTMLElement | null {
  return pictureOf(message) ?? soundOf(message) ?? otherOf(message, voterId);
}

function pictureOf(message: SeenMessage): HTMLElement | null {
  const { animation, photo, video, video_note: round } = message;
  const isCovered = message.has_media_spoiler === true;
  const largest = photo?.at(-1);
  if (animation !== undefined) return moving(animation);
  if (largest !== undefined) return picture('photo', largest, { isCovered });
  if (video !== undefined) return isCovered ? picture('video', video, { isCovered }) : film(video);
  return round === undefined ? null : roundFilm(round);
}

function soundOf({ audio, voice, chat, message_id: id }: SeenMessage): HTMLElement | null {
  const key = `${chat.id}/${id}`;
  if (audio !== undefined) return soundPlayer(key, 'audio', audio);
  return voice === undefined ? null : soundPlayer(key, 'voice', voice);
}

function otherOf(message: SeenMessage, voterId: number | undefined): HTMLElement | null {
  const { document, sticker, contact, venue, location, poll, dice, text } = message;
  if (document !== undefined) return fileCard('document', document);
  if (sticker !== undefined) return stickerOf(sticker);
  if (contact !== undefined) return contactCard(contact);
  if (venue !== undefined) return place(venue.location, venue.title, venue.address);
  if (location !== undefined) {
    return place(location, t('location'), `${location.latitude}, ${location.longitude}`);
  }
  if (poll !== undefined) return pollOf(message, poll, voterId);
  if (dice !== undefined) return h('div', { class: 'dice' }, dice.emoji, h('b', {}, String(dice.value)));
  return text === undefined ? card('file', t('unknown'), '') : null;
}

/** An item of an album, without its caption. */
export function albumItem(message: SeenMessage): HTMLElement | null {
  const kind = kindOf(message);
  const file = kind === 'photo' ? message.photo?.at(-1) : message.video;
  if ((kind !== 'photo' && kind !== 'video') || file === undefined) return mediaOf(message);
  return picture(kind, file, { isCovered: message.has_media_spoiler === true, isCell: true });
}

function stickerOf(file: Sticker): HTMLElement {
  const image = still(file, [t('sticker'), file.emoji].filter(Boolean).join(' '));
  reserve(image, { width: 128, height: 128 });
  image.addEventListener('error', () => image.replaceWith(card('smile', t('sticker'), file.emoji ?? '')));
  return h('div', { class: 'sticker' }, image);
}

function contactCard({
  first_name: first,
  last_name: last,
  phone_number: phone,
  user_id: id,
}: Contact): HTMLElement {
  const name = [first, last].filter(Boolean).join(' ');
  return h(
    'div',
    { class: 'card' },
    avatar(id ?? phone.length, name),
    h(
      'span',
      { class: 'card-words' },
      h('b', {}, name),
      h('a', { href: `tel:${phone.replaceAll(/[^+\d]/g, '')}` }, phone),
    ),
  );
}

/** A drawn map, because the page loads nothing from the network. */
function place({ latitude, longitude }: Location, title: string, about: string): HTMLElement {
  return h(
    'a',
    {
      class: 'place',
      href: `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=16/${latitude}/${longitude}`,
      target: '_blank',
      rel: 'noopener noreferrer',
    },
    h('span', { class: 'place-map', 'aria-hidden': 'true' }, icon('map')),
    h('span', { class: 'card-words' }, h('b', {}, title), h('small', {}, about)),
  );
}
