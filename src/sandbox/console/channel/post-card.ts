import type { SeenPost } from '../../control/state.ts';
import { openLink, showPerson } from '../client/open.ts';
import { albumOf } from '../message/album.ts';
import { keyboard, type Press } from '../message/keyboard.ts';
import { mediaOf } from '../message/media.ts';
import { pressButton } from '../message/press.ts';
import { type Reaction, reaction } from '../message/reaction.ts';
import { reactions } from '../message/reactions.ts';
import { richText } from '../message/rich-text.ts';
import { snippetOf } from '../message/sender.ts';
import { h, icon } from '../page/element.ts';
import { count, t } from '../page/language.ts';
import { hourOf } from '../page/time.ts';
import { choose } from '../store.ts';
import { levelOf, nameOfLevel } from './level.ts';
import { type EditPost, postMenu } from './post-menu.ts';

export type PostRow = {
  /** Several posts are an album. */
  posts: [SeenPost, ...SeenPost[]];
  isChosen: boolean;
  unseen: number;
  /** The reader of the channel, who reacts and presses. */
  readerId: number | undefined;
  /** The administrator who may change the post. */
  posterId: number | undefined;
};

/** A post, or an album of posts as one. */
export function postCard(row: PostRow, edit: EditPost): HTMLElement {
  const { posts, isChosen, readerId } = row;
  const [post] = posts;
  const { message } = post;
  const said = posts.find(({ text }) => text !== '') ?? post;
  const level = levelOf(said.text);
  const react = reaction(message, readerId);
  const press: Press = (pressed, data) => {
    if (readerId !== undefined) void pressButton(readerId, pressed, data);
  };
  const open = (): void => choose({ postId: post.id });
  const button = openButton(row, said, open);
  const card = h(
    'article',
    {
      class: `post${level === null ? '' : ` level-${level}`}${isChosen ? ' chosen' : ''}`,
      onclick: ({ target }) => {
        const isControl = (target as Element).closest('a, button, input, label, video') !== null;
        if (!isControl && getSelection()?.isCollapsed !== false) open();
      },
    },
    posts.length > 1 ? albumOf(posts.map((one) => one.message)) : mediaOf(message, readerId),
    h(
      'p',
      { class: 'post-text', dir: 'auto' },
      richText(said.text, said.entities, { link: openLink(readerId), person: showPerson }),
      level === null ? null : h('span', { class: 'hidden' }, ` (${nameOfLevel(level)})`),
    ),
    reactions(message, [react]),
    keyboard(message, press, { link: openLink(readerId) }),
    footOf(row, said, react, button, edit),
  );
  const node = h('li', {}, card);
  node.focus = (options) => button.focus(options);
  return node;
}

const footOf = (
  { posts, posterId }: PostRow,
  said: SeenPost,
  react: Reaction,
  button: HTMLElement,
  edit: EditPost,
): HTMLElement =>
  h(
    'div',
    { class: 'post-foot' },
    button,
    metaOf(posts),
    postMenu({ posts, said: said.message, react, posterId, edit }),
  );

function openButton(
  { posts, isChosen, unseen }: PostRow,
  said: SeenPost,
  open: () => void,
): HTMLButtonElement {
  const comments = commentsText(posts[0]);
  return h(
    'button',
    { type: 'button', class: 'post-open', 'aria-pressed': String(isChosen), onclick: open },
    icon('comments'),
    h('span', { class: 'hidden' }, t('openPost', { text: snippetOf(said.message) })),
    h('span', {}, comments),
    unseen > 0 ? h('span', { class: 'badge', 'aria-hidden': 'true' }, String(unseen)) : null,
    unseen > 0 ? h('span', { class: 'hidden' }, count('unread', unseen)) : null,
  );
}

function commentsText({ commentCount, rootId, canComment }: SeenPost): string {
  if (rootId !== null && !canComment) return t('commentsHiddenShort');
  return commentCount === 0 ? t('commentsNone') : count('comments', commentCount);
}

function metaOf(posts: PostRow['posts']): HTMLElement {
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
