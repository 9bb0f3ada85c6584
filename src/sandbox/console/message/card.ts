import { h, icon, type Shape } from '../page/element.ts';
import { t } from '../page/language.ts';
import { durationOf, fileAddress, fileSize, type SeenFile } from './file-address.ts';
import type { ContentKind } from './sender.ts';

const cardParts = (shape: Shape, title: string, about: string): HTMLElement[] => [
  h('span', { class: 'card-icon' }, icon(shape)),
  h('span', { class: 'card-words' }, h('b', {}, title), h('small', {}, about)),
];

/** An icon with two lines beside it. */
export const card = (shape: Shape, title: string, about: string): HTMLElement =>
  h('div', { class: 'card' }, ...cardParts(shape, title, about));

/** A file by its name; a click downloads the file. */
export function fileCard(kind: ContentKind, file: SeenFile): HTMLElement {
  const name = file.title ?? file.file_name ?? t(kind);
  const about = [name === t(kind) ? null : t(kind), durationOf(file), fileSize(file.file_size)];
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
