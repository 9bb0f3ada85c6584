import { keyboard } from '../message/bubble.js';
import { mediaOf } from '../message/media.js';
import { pressButton } from '../message/press.js';
import { richText } from '../message/rich-text.js';
import { snippetOf } from '../message/sender.js';
import { h, icon } from '../page/element.js';
import { keepList } from '../page/keep-list.js';
import { count, currentLanguage, t } from '../page/language.js';
import { hourOf } from '../page/time.js';
import { openPost, showPerson } from '../client/private-chat.js';
import { unseenIn } from '../seen.js';
import { choose, speakerOf, store } from '../store.js';
import { levelOf } from './level.js';

const NEAR_END_PX = 48;

/** The channel as its members see it: the newest post below. */
export function createPostList() {
  const list = h('ol', { class: 'posts' });
  const scroller = h(
    'div',
    { class: 'scroller', tabindex: 0, role: 'region', 'data-label': 'channelPosts' },
    list,
  );
  const empty = h(
    'div',
    { class: 'empty' },
    h('span', { class: 'empty-icon' }, icon('channel')),
    h('h3', { 'data-text': 'channelEmptyTitle' }),
    h('p', { 'data-text': 'channelEmpty' }),
  );
  const element = h('div', { class: 'post-list' }, empty, scroller);
  let isAtEnd = true;
  scroller.addEventListener('scroll', () => {
    isAtEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR_END_PX;
  });

  return {
    element,
    show() {
      const { posts, threads } = store.state;
      const { postId } = store.choice;
      const rows = posts.map((post) => {
        const isChosen = post.id === postId;
        return { post, isChosen, unseen: isChosen ? 0 : unseenIn(`t:${post.id}`, threads[post.id] ?? []) };
      });
      keepList(list, rows, {
        key: ({ post }) => post.id,
        signature: (row) => JSON.stringify([row, currentLanguage()]),
        render,
      });
      empty.hidden = posts.length > 0;
      scroller.hidden = posts.length === 0;
      if (isAtEnd) scroller.scrollTop = scroller.scrollHeight;
    },
    reveal(postId) {
      list.querySelector(`[data-key="${postId}"]`)?.scrollIntoView({ block: 'nearest' });
    },
  };
}

const press = (message, data) => void pressButton(speakerOf(store.choice)?.userId, message, data);

function render({ post, isChosen, unseen }) {
  const { id, text, entities, pinned, commentCount, message } = post;
  const level = levelOf(text);
  const comments = commentCount === 0 ? t('commentsNone') : count('comments', commentCount);
  const open = () => choose({ postId: id });
  const button = h(
    'button',
    {
      type: 'button',
      class: 'post-open',
      'aria-pressed': String(isChosen),
      onclick: open,
    },
    icon('comments'),
    h('span', { class: 'hidden' }, t('openPost', { text: snippetOf(message) })),
    h('span', {}, comments),
    unseen > 0 ? h('span', { class: 'badge', 'aria-hidden': 'true' }, String(unseen)) : null,
    unseen > 0 ? h('span', { class: 'hidden' }, count('unread', unseen)) : null,
  );
  const card = h(
    'article',
    {
      class: `post${level === null ? '' : ` level-${level}`}${isChosen ? ' chosen' : ''}`,
      onclick: (event) => {
        if (event.target.closest('a, button') === null && getSelection().isCollapsed) open();
      },
    },
    mediaOf(message),
    h(
      'p',
      { class: 'post-text', dir: 'auto' },
      richText(text, entities, { link: openPost, person: showPerson }),
      level === null ? null : h('span', { class: 'hidden' }, ` (${t(`level${level}`)})`),
    ),
    keyboard(message, { press, follow: { link: openPost } }),
    h(
      'div',
      { class: 'post-foot' },
      button,
      h(
        'span',
        { class: 'meta' },
        pinned
          ? h(
              'span',
              { class: 'pin', role: 'img', 'aria-label': t('isPinned'), title: t('isPinned') },
              icon('pin'),
            )
          : null,
        h('time', { datetime: new Date(message.date * 1000).toISOString() }, hourOf(message.date)),
      ),
    ),
  );
  const node = h('li', {}, card);
  node.focus = (options) => button.focus(options);
  return node;
}
