import { avatar } from '../page/avatar.js';
import { h, icon } from '../page/element.js';
import { t } from '../page/language.js';
import { card, fileCard } from './card.js';
import { film, moving, roundFilm } from './film.js';
import { picture, reserve, still } from './picture.js';
import { pollOf } from './poll.js';
import { kindOf } from './sender.js';
import { soundPlayer } from './sound.js';

/** What a message carries beside its text, for the person `voterId`; null: nothing. */
export function mediaOf(message, voterId) {
  const kind = kindOf(message);
  const file = message[kind];
  switch (kind) {
    case undefined:
      return message.text === undefined ? card('file', t('unknown'), '') : null;
    case 'photo':
      return picture('photo', message.photo.at(-1), { isCovered: message.has_media_spoiler === true });
    case 'video':
      return message.has_media_spoiler ? picture('video', file, { isCovered: true }) : film('video', file);
    case 'animation':
      return moving(file);
    case 'video_note':
      return roundFilm(file);
    case 'audio':
    case 'voice':
      return soundPlayer(`${message.chat.id}/${message.message_id}`, kind, file);
    case 'sticker':
      return sticker(file);
    case 'contact':
      return contact(file);
    case 'venue':
      return place(file.location, file.title, file.address);
    case 'location':
      return place(file, t('location'), `${file.latitude}, ${file.longitude}`);
    case 'dice':
      return h('div', { class: 'dice' }, file.emoji, h('b', {}, String(file.value)));
    case 'poll':
      return pollOf(message, voterId);
    default:
      return fileCard(kind, file);
  }
}

/** One of an album: without its caption. */
export function albumItem(message) {
  const kind = kindOf(message);
  if (kind !== 'photo' && kind !== 'video') return mediaOf(message);
  const file = kind === 'photo' ? message.photo.at(-1) : message.video;
  return picture(kind, file, { isCovered: message.has_media_spoiler === true, isCell: true });
}

function sticker(file) {
  const image = still(file, [t('sticker'), file.emoji].filter(Boolean).join(' '));
  reserve(image, { width: 128, height: 128 });
  image.addEventListener('error', () => image.replaceWith(card('smile', t('sticker'), file.emoji ?? '')));
  return h('div', { class: 'sticker' }, image);
}

function contact({ first_name: first, last_name: last, phone_number: phone, user_id: id }) {
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

/** A drawn map: there is no network here. */
function place({ latitude, longitude }, title, about) {
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
