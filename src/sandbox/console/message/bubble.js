import { colourOf } from '../page/avatar.js';
import { h, icon } from '../page/element.js';
import { t } from '../page/language.js';
import { hourOf } from '../page/time.js';
import { actionButtons } from './action-menu.js';
import { albumOf } from './album.js';
import { mediaOf } from './media.js';
import { richText } from './rich-text.js';
import { kindOf, originName, senderOf, serviceText, snippetOf } from './sender.js';

/**
 * One message in a list, or an album as one. `look`: `{ isOwn, isNote, showsAuthor, startsGroup, replyTo, voterId, follow,
 * jump, press }`, where `replyTo` is the message that is answered, if it should be shown; `actions`: of each message.
 */
export function bubble(messages, look, actions) {
  const [message] = messages;
  const service = serviceText(message);
  if (service !== null) return h('li', { class: 'message service', tabindex: -1 }, h('span', {}, service));
  const sender = senderOf(message);
  const isAlbum = messages.length > 1;
  const author = look.isOwn && !look.showsAuthor ? t('you') : sender.name;
  const classes = [
    'message',
    look.isOwn ? 'own' : 'other',
    look.isNote && 'note',
    look.startsGroup && 'first',
  ];
  const isBare = ['sticker', 'dice', 'video_note'].includes(kindOf(message));
  const media = isAlbum ? album(messages, look, actions) : mediaOf(message, look.voterId);
  const words = wordsOf(messages, look);
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
      h(
        'div',
        {
          class: look.showsAuthor && look.startsGroup ? `author ink-${colourOf(sender.id)}` : 'author hidden',
        },
        h('span', {}, author),
        ' ',
        sender.isBot ? h('span', { class: 'tag' }, t('bot')) : null,
      ),
      look.isNote ? h('div', { class: 'note-label' }, t('note')) : null,
      message.forward_origin === undefined ? null : forwardMark(message),
      replyQuote(message, look),
      ...(isAbove ? [words, media] : [media, words]),
      isAlbum ? null : reactions(message, actions[0]),
    ),
    keyboard(message, look),
    isAlbum ? null : actionButtons(actions[0], runAction),
  );
}

const forwardMark = ({ forward_origin: origin }) =>
  h('div', { class: 'forward' }, icon('forward'), t('forwardedFrom', { name: originName(origin) }));

function album(messages, look, actions) {
  const hasOneCaption = messages.filter(({ caption }) => caption !== undefined).length === 1;
  const at = new Map(messages.map((message, index) => [message, actions[index]]));
  return albumOf(messages, {
    actions,
    run: runAction,
    parts: (message, isMosaic) => [
      isMosaic || hasOneCaption ? null : textOf(message, look.follow),
      reactions(message, at.get(message)),
    ],
  });
}

/** An album's one caption is everybody's; of several in a mosaic each is a line. */
function wordsOf(messages, { follow }) {
  const captioned = messages.filter(({ text, caption }) => (text ?? caption) !== undefined);
  const isListed =
    messages.length > 1 && captioned.length > 1 && messages.some(({ photo, video }) => !photo && !video);
  return h(
    'div',
    { class: 'text', dir: 'auto' },
    ...(isListed ? [] : captioned.map((message) => textOf(message, follow))),
    meta(messages),
  );
}

function textOf({ text, caption, entities, caption_entities: captionEntities }, follow) {
  const words = text ?? caption;
  return words === undefined
    ? null
    : h('span', { class: 'words' }, richText(words, entities ?? captionEntities, follow));
}

/** Of a reply, with what is selected in the message as its quote; of a reaction, beside what it belongs to. */
export function runAction(action, anchor) {
  if (action.name === 'react') action.run(anchor);
  else
    action.run(action.name === 'reply' ? (selectedIn(anchor.closest('[data-id]')) ?? undefined) : undefined);
}

function selectedIn(element) {
  const selection = getSelection();
  const text = selection.toString().trim();
  const words = element?.querySelector('.words');
  const isInside = words?.contains(selection.anchorNode) && words.contains(selection.focusNode);
  return text !== '' && isInside ? text : null;
}

function meta(messages) {
  const [message] = messages;
  const isEdited = messages.some((one) => one.edit_date !== undefined);
  return h(
    'span',
    { class: 'meta' },
    message.via_bot === undefined ? null : h('span', {}, t('viaBot', { name: message.via_bot.username })),
    isEdited ? h('span', {}, t('edited')) : null,
    h('time', { datetime: new Date(message.date * 1000).toISOString() }, hourOf(message.date)),
  );
}

function replyQuote(message, { replyTo, jump }) {
  if (message.external_reply !== undefined) {
    const name = originName(message.external_reply.origin);
    return h(
      'div',
      { class: 'quote' },
      h('b', {}, name),
      h('span', {}, message.quote?.text ?? t('repliedElsewhere')),
    );
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

/** What people reacted with; a press does the same or takes it back. */
export function reactions(message, actions) {
  if (message.reactions === undefined) return null;
  const react = actions.find(({ name }) => name === 'react');
  const emojis = [...new Set(message.reactions.map(({ emoji }) => emoji))];
  return h(
    'div',
    { class: 'reactions', role: 'group', 'aria-label': t('reactions') },
    ...emojis.map((emoji) => {
      const number = message.reactions.filter((one) => one.emoji === emoji).length;
      const text = number === 1 ? emoji : `${emoji} ${number}`;
      if (react === undefined) return h('span', {}, text);
      const isOwn = react.own === emoji;
      return h(
        'button',
        { type: 'button', tabindex: -1, 'aria-pressed': String(isOwn), onclick: () => react.toggle(emoji) },
        text,
      );
    }),
  );
}

/** The buttons under a message; null: it has none. */
export function keyboard(message, { press, follow }) {
  const rows = message.reply_markup?.inline_keyboard;
  if (rows === undefined) return null;
  const key = (button) =>
    button.url === undefined
      ? h(
          'button',
          { type: 'button', onclick: () => press?.(message, button.callback_data ?? '') },
          button.text,
        )
      : h(
          'a',
          {
            href: button.url,
            target: '_blank',
            rel: 'noopener noreferrer',
            onclick: (event) => {
              if (follow.link?.(button.url)) event.preventDefault();
            },
          },
          button.text,
        );
  return h('div', { class: 'keyboard' }, ...rows.map((row) => h('div', {}, ...row.map(key))));
}
