import type { SeenMessage } from '../../control/state.ts';
import { colourOf } from '../page/avatar.ts';
import { h, icon } from '../page/element.ts';
import { t } from '../page/language.ts';
import { hourOf } from '../page/time.ts';
import { actionButtons } from './action-menu.ts';
import { albumOf } from './album.ts';
import { keyboard, type Press } from './keyboard.ts';
import { mediaOf } from './media.ts';
import type { Action } from './message-actions.ts';
import type { MessageRow } from './message-rows.ts';
import { reactions } from './reactions.ts';
import { type Follow, richText } from './rich-text.ts';
import { type AnyMessage, kindOf, originName, senderOf, serviceText, snippetOf } from './sender.ts';

type Links = {
  follow: Follow;
  press: Press;
  /** Goes to the message with this number. */
  jump(messageId: number): void;
};

/** A message in a list, or an album as one. */
export function bubble(row: MessageRow, { follow, press, jump }: Links): HTMLElement {
  const { messages, look, actions } = row;
  const [message] = messages;
  const service = serviceText(message);
  if (service !== null) return h('li', { class: 'message service', tabindex: -1 }, h('span', {}, service));
  const isAlbum = messages.length > 1;
  const classes = [
    'message',
    look.isOwn ? 'own' : 'other',
    look.isNote && 'note',
    look.startsGroup && 'first',
  ];
  const isBare = ['sticker', 'dice', 'video_note'].includes(kindOf(message) ?? '');
  const media = isAlbum ? album(row, follow) : mediaOf(message, look.voterId);
  const words = wordsOf(messages, follow);
  const isWordless = words.querySelector('.words') === null;
  const isAbove = message.show_caption_above_media === true;
  return h(
    'li',
    {
      class: classes.filter(Boolean).join(' '),
      ...(isAlbum ? {} : { tabindex: -1, 'data-id': message.message_id }),
    },
    h(
      'div',
      { class: ['bubble', isBare && 'bare', isWordless && 'wordless'].filter(Boolean).join(' ') },
      authorOf(row),
      look.isNote ? h('div', { class: 'note-label' }, t('note')) : null,
      forwardMark(message),
      replyQuote(message, look.replyTo, jump),
      ...(isAbove ? [words, media] : [media, words]),
      isAlbum ? null : reactions(message, actions[0]),
    ),
    keyboard(message, press, follow),
    isAlbum ? null : actionButtons(actions[0], runAction),
  );
}

function authorOf({ messages: [message], look }: MessageRow): HTMLElement {
  const sender = senderOf(message);
  const name = look.isOwn && !look.showsAuthor ? t('you') : sender.name;
  return h(
    'div',
    { class: look.showsAuthor && look.startsGroup ? `author ink-${colourOf(sender.id)}` : 'author hidden' },
    h('span', {}, name),
    ' ',
    sender.isBot ? h('span', { class: 'tag' }, t('bot')) : null,
  );
}

/** A post's copy in the group carries no mark, as in Telegram's apps. */
const forwardMark = ({
  forward_origin: origin,
  is_automatic_forward: isCopy,
}: SeenMessage): HTMLElement | null =>
  origin === undefined || isCopy === true
    ? null
    : h('div', { class: 'forward' }, icon('forward'), t('forwardedFrom', { name: originName(origin) }));

function album({ messages, actions }: MessageRow, follow: Follow): HTMLElement {
  const hasOneCaption = messages.filter(({ caption }) => caption !== undefined).length === 1;
  const at = new Map(messages.map((message, index) => [message, actions[index]]));
  return albumOf(messages, {
    actions,
    run: runAction,
    parts: (message, isMosaic) => [
      isMosaic || hasOneCaption ? null : textOf(message, follow),
      reactions(message, at.get(message) ?? []),
    ],
  });
}

/** An album's only caption is for all items. Several captions in a mosaic are one line each. */
function wordsOf(messages: MessageRow['messages'], follow: Follow): HTMLElement {
  const captioned = messages.filter(({ text, caption }) => (text ?? caption) !== undefined);
  const isMosaic = messages.every(({ photo, video }) => photo !== undefined || video !== undefined);
  const isListed = messages.length > 1 && captioned.length > 1 && !isMosaic;
  return h(
    'div',
    { class: 'text', dir: 'auto' },
    ...(isListed ? [] : captioned.map((message) => textOf(message, follow))),
    meta(messages),
  );
}

function textOf(message: SeenMessage, follow: Follow): HTMLElement | null {
  const words = message.text ?? message.caption;
  const entities = message.entities ?? message.caption_entities;
  return words === undefined ? null : h('span', { class: 'words' }, richText(words, entities, follow));
}

/** Runs an action: a reply with the selected words as its quote, a reaction beside `anchor`. */
export function runAction(action: Action, anchor: HTMLElement): void {
  if (action.name === 'react') action.run(anchor);
  else if (action.name === 'reply') action.run(selectedIn(anchor.closest('[data-id]')));
  else action.run();
}

function selectedIn(element: Element | null): string | null {
  const selection = getSelection();
  const text = selection?.toString().trim() ?? '';
  const words = element?.querySelector('.words');
  const isInside =
    words?.contains(selection?.anchorNode ?? null) === true && words.contains(selection?.focusNode ?? null);
  return text !== '' && isInside ? text : null;
}

/** Telegram gives a new copy of a post the date of the copy as the date of an edit. */
const isEditedMessage = ({ date, edit_date: editDate, is_automatic_forward: isCopy }: SeenMessage): boolean =>
  editDate !== undefined && (isCopy !== true || editDate > date);

function meta(messages: MessageRow['messages']): HTMLElement {
  const [message] = messages;
  const isEdited = messages.some(isEditedMessage);
  return h(
    'span',
    { class: 'meta' },
    message.via_bot === undefined ? null : h('span', {}, t('viaBot', { name: message.via_bot.username })),
    isEdited ? h('span', {}, t('edited')) : null,
    h('time', { datetime: new Date(message.date * 1000).toISOString() }, hourOf(message.date)),
  );
}

function replyQuote(
  message: SeenMessage,
  replyTo: AnyMessage | undefined,
  jump: Links['jump'],
): HTMLElement | null {
  if (message.external_reply !== undefined) {
    const name = originName(message.external_reply.origin);
    const text = message.quote?.text ?? t('repliedElsewhere');
    return h('div', { class: 'quote' }, h('b', {}, name), h('span', {}, text));
  }
  if (replyTo === undefined) return null;
  const { id, name } = senderOf(replyTo);
  return h(
    'button',
    {
      type: 'button',
      class: `quote ink-${colourOf(id)}`,
      tabindex: -1,
      title: t('jumpTo', { name }),
      onclick: () => jump(replyTo.message_id),
    },
    h('b', {}, name),
    h('span', {}, message.quote?.text ?? snippetOf(replyTo)),
  );
}
