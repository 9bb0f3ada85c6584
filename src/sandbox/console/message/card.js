import { h, icon } from '../page/element.js';
import { t } from '../page/language.js';
import { fileAddress, fileSize, lengthOf } from './file-address.js';

const cardParts = (shape, title, about) => [
  h('span', { class: 'card-icon' }, icon(shape)),
  h('span', { class: 'card-words' }, h('b', {}, title), h('small', {}, about)),
];

/** A sign with two lines beside it. */
export const card = (shape, title, about) => h('div', { class: 'card' }, ...cardParts(shape, title, about));

/** A file by its name; a click downloads it. */
export function fileCard(kind, file) {
  const name = file.title ?? file.file_name ?? t(kind);
  const about = [name === t(kind) ? null : t(kind), lengthOf(file.duration), fileSize(file.file_size)];
  return h(
    'a',
    {
      class: 'card',
      href: fileAddress(file),
      download: file.file_name ?? true,
      title: t('download'),
    },
    ...cardParts('file', name, about.filter(Boolean).join(' · ')),
  );
}
