import { openPost, showPerson } from '../client/private-chat.js';
import { albumOf } from '../message/album.js';
import { keyboard, reactions } from '../message/bubble.js';
import { mediaOf } from '../message/media.js';
import { pressButton } from '../message/press.js';
import { reaction } from '../message/reaction.js';
import { richText } from '../message/rich-text.js';
import { snippetOf } from '../message/sender.js';
import { h, icon } from '../page/element.js';
import { count, t } from '../page/language.js';
import { openMenu } from '../page/menu.js';
import { hourOf } from '../page/time.js';
import { act } from '../server.js';
import { choose, store } from '../store.js';
import { levelOf } from './level.js';

/**
 * A post, or an album of them as one, for who reads as `readerId`; `posterId` is the administrator who may change it.
 */
export function postCard({ posts, isChosen, unseen, readerId, posterId }, edit) {
  const [post] = posts;
  const { id, commentCount, message } = post;
  const isAlbum = posts.length > 1;
  const said = posts.find(({ text }) => text !== '') ?? post;
  const level = levelOf(said.text);
  const react = reaction(message, readerId);
  const press = (pressed, data) => void pressButton(readerId, pressed, data);
  const open = () => choose({ postId: id });
  const button = openButton(said.message, commentCount, unseen, isChosen, open);
  const card = h(
    'article',
    {
      class: `post${level === null ? '' : ` level-${level}`}${isChosen ? ' chosen' : ''}`,
      onclick: (event) => {
        if (event.target.closest('a, button, input, label, video') === null && getSelection().isCollapsed)
          open();
      },
    },
    isAlbum ? albumOf(posts.map((one) => one.message)) : mediaOf(message, readerId),
    h(
      'p',
      { class: 'post-text', dir: 'auto' },
      richText(said.text, said.entities, { link: openPost, person: showPerson }),
      level === null ? null : h('span', { class: 'hidden' }, ` (${t(`level${level}`)})`),
    ),
    reactions(message, [react]),
    keyboard(message, { press, follow: { link: openPost } }),
    h(
      'div',
      { class: 'post-foot' },
      button,
      metaOf(posts),
      postMenu(posts, said.message, react, posterId, edit),
    ),
  );
  const node = h('li', {}, card);
  node.focus = (options) => button.focus(options);
  return node;
}

function openButton(message, commentCount, unseen, isChosen, open) {
  const comments = commentCount === 0 ? t('commentsNone') : count('comments', commentCount);
  return h(
    'button',
    { type: 'button', class: 'post-open', 'aria-pressed': String(isChosen), onclick: open },
    icon('comments'),
    h('span', { class: 'hidden' }, t('openPost', { text: snippetOf(message) })),
    h('span', {}, comments),
    unseen > 0 ? h('span', { class: 'badge', 'aria-hidden': 'true' }, String(unseen)) : null,
    unseen > 0 ? h('span', { class: 'hidden' }, count('unread', unseen)) : null,
  );
}

function metaOf(posts) {
  const { date } = posts[0].message;
  const isPinned = posts.some(({ pinned }) => pinned);
  const pin = { class: 'pin', role: 'img', 'aria-label': t('isPinned'), title: t('isPinned') };
  return h(
    'span',
    { class: 'meta' },
    isPinned ? h('span', pin, icon('pin')) : null,
    h('time', { datetime: new Date(date * 1000).toISOString() }, hourOf(date)),
  );
}

/** What administrators can do with any post, and everybody with their reaction. */
function postMenu(posts, said, react, posterId, edit) {
  const [post] = posts;
  const { channelId, groupId } = store.state;
  const pin = { chatId: channelId, messageId: post.id };
  const items = () => {
    const own = [{ icon: 'smile', text: t('react'), run: () => react.run(button) }];
    if (posterId === undefined) return own;
    const all = [
      ...own,
      { icon: 'edit', text: t('edit'), run: () => edit(said) },
      post.pinned
        ? { icon: 'pin', text: t('unpin'), run: () => void act('unpin', pin) }
        : { icon: 'pin', text: t('pin'), run: () => void act('pin', { ...pin, userId: posterId }) },
      post.rootId === null
        ? null
        : {
            icon: 'comments',
            text: t('deleteCopy'),
            danger: true,
            run: () => void act('deleteMessage', { chatId: groupId, messageId: post.rootId }),
          },
      { icon: 'delete', text: t('delete'), danger: true, run: () => void removeAll(channelId, posts) },
    ];
    return all.filter((item) => item !== null);
  };
  const button = h(
    'button',
    {
      type: 'button',
      class: 'round post-more',
      'aria-label': t('postMore', { text: snippetOf(said) }),
      'aria-haspopup': 'menu',
      title: t('more'),
      onclick: () => openMenu(button, t('more'), items()),
    },
    icon('more'),
  );
  return button;
}

async function removeAll(chatId, posts) {
  for (const { id } of posts) await act('deleteMessage', { chatId, messageId: id });
}
