import { h, icon } from '../page/element.js';
import { count, t } from '../page/language.js';
import { kindOf } from './sender.js';

const WIDEST = 300;
const HIGHEST = 320;

/** What a message carries beside its text; null: nothing. */
export function mediaOf(message) {
  const kind = kindOf(message);
  switch (kind) {
    case undefined:
      return message.text === undefined ? card('file', t('unknown'), '') : null;
    case 'photo':
      return picture(message.photo.at(-1), t('photo'), message.has_media_spoiler);
    case 'sticker':
      return h(
        'div',
        { class: 'sticker' },
        picture({ ...message.sticker, width: 128, height: 128 }, t('sticker')),
      );
    case 'contact':
      return card('person', nameOf(message.contact), message.contact.phone_number);
    case 'venue':
      return card('pin', message.venue.title, message.venue.address);
    case 'location':
      return card('pin', t('location'), `${message.location.latitude}, ${message.location.longitude}`);
    case 'dice':
      return h('div', { class: 'dice' }, message.dice.emoji, h('b', {}, String(message.dice.value)));
    case 'poll':
      return poll(message.poll);
    default:
      return fileCard(kind, message[kind]);
  }
}

const nameOf = (contact) => [contact.first_name, contact.last_name].filter(Boolean).join(' ');
const address = (file) => `/console/file/${encodeURIComponent(file.file_unique_id)}`;

/** Its place is reserved from the known size, so nothing jumps when it has loaded. */
function picture(file, label, isSpoiler = false) {
  const scale = Math.min(1, WIDEST / file.width, HIGHEST / file.height);
  const width = Math.max(120, Math.round(file.width * scale));
  const height = Math.max(80, Math.round(file.height * scale));
  const image = h('img', { src: address(file), alt: label, width, height, loading: 'lazy' });
  image.addEventListener('error', () => image.replaceWith(card('file', label, size(file.file_size))));
  const link = h(
    'a',
    {
      class: isSpoiler ? 'picture covered' : 'picture',
      href: address(file),
      target: '_blank',
      rel: 'noopener',
      'aria-label': label,
    },
    image,
  );
  return link;
}

function fileCard(kind, file) {
  const isPlayed = kind !== 'document';
  const name = file.title ?? file.file_name ?? t(kind);
  const about = [name === t(kind) ? null : t(kind), duration(file.duration), size(file.file_size)];
  return h(
    'a',
    {
      class: 'card',
      href: address(file),
      target: '_blank',
      rel: 'noopener',
      download: file.file_name ?? true,
    },
    ...cardParts(isPlayed ? 'play' : 'file', name, about.filter(Boolean).join(' · ')),
  );
}

const card = (shape, title, about) => h('div', { class: 'card' }, ...cardParts(shape, title, about));

const cardParts = (shape, title, about) => [
  h('span', { class: 'card-icon' }, icon(shape)),
  h('span', { class: 'card-words' }, h('b', {}, title), h('small', {}, about)),
];

const poll = ({ question, options, total_voter_count: votes }) =>
  h(
    'div',
    { class: 'poll' },
    h('b', {}, question),
    h('ul', {}, ...options.map((option) => h('li', {}, option.text))),
    h('small', {}, count('votes', votes)),
  );

function duration(seconds) {
  if (seconds === undefined) return null;
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

function size(bytes) {
  if (bytes === undefined) return null;
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1024 ** 2 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 1024 ** 2).toFixed(1)} MB`;
}
