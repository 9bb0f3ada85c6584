import { colourOf } from '../page/avatar.js';
import { h, icon } from '../page/element.js';
import { t } from '../page/language.js';
import { hourOf } from '../page/time.js';
import { mediaOf } from './media.js';
import { richText } from './rich-text.js';
import { originName, senderOf, serviceText, snippetOf } from './sender.js';

/**
 * One message in a list. `look`: `{ isOwn, isNote, showsAuthor, startsGroup, replyTo, actions, follow, jump, press }`,
 * where `replyTo` is the message that is answered, if it should be shown.
 */
export function bubble(message, look) {
  const service = serviceText(message);
  if (service !== null) return h('li', { class: 'message service', tabindex: -1 }, h('span', {}, service));
  const sender = senderOf(message);
  const text = message.text ?? message.caption;
  const entities = message.entities ?? message.caption_entities;
  const author = look.isOwn && !look.showsAuthor ? t('you') : sender.name;
  const classes = [
    'message',
    look.isOwn ? 'own' : 'other',
    look.isNote && 'note',
    look.startsGroup && 'first',
  ];
  return h(
    'li',
    { class: classes.filter(Boolean).join(' '), tabindex: -1 },
    h(
      'div',
      { class: message.sticker === undefined && message.dice === undefined ? 'bubble' : 'bubble bare' },
      h(
        'div',
        {
          class: look.showsAuthor && look.startsGroup ? `author ink-${colourOf(sender.id)}` : 'author hidden',
        },
        h('span', {}, author),
        sender.isBot ? h('span', { class: 'tag' }, t('bot')) : null,
      ),
      look.isNote ? h('div', { class: 'note-label' }, t('note')) : null,
      message.forward_origin === undefined
        ? null
        : h('div', { class: 'forward' }, t('forwardedFrom', { name: originName(message.forward_origin) })),
      replyQuote(message, look),
      mediaOf(message),
      h(
        'div',
        { class: 'text', dir: 'auto' },
        text === undefined ? null : richText(text, entities, look.follow),
        meta(message),
      ),
      reactions(message),
    ),
    keyboard(message, look),
    actionButtons(look),
  );
}

const meta = (message) =>
  h(
    'span',
    { class: 'meta' },
    message.edit_date === undefined ? null : h('span', {}, t('edited')),
    h('time', { datetime: new Date(message.date * 1000).toISOString() }, hourOf(message.date)),
  );

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

function reactions(message) {
  if (message.reactions === undefined) return null;
  const totals = new Map();
  for (const { emoji } of message.reactions) totals.set(emoji, (totals.get(emoji) ?? 0) + 1);
  return h(
    'div',
    { class: 'reactions' },
    ...[...totals].map(([emoji, number]) => h('span', {}, number === 1 ? emoji : `${emoji} ${number}`)),
  );
}

function keyboard(message, { press, follow }) {
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

/** Not in the order of Tab, or it would take ages to walk past a chat: keys do the same on a focused message. */
const actionButtons = ({ actions }) =>
  h(
    'div',
    { class: 'actions' },
    ...actions.map((action) =>
      h(
        'button',
        {
          type: 'button',
          tabindex: -1,
          'aria-label': t(action.name),
          title: t(action.name),
          onclick: action.run,
        },
        icon(action.name),
      ),
    ),
  );
