import type { SeenMessage, SeenPost } from '../../control/state.ts';
import type { Reaction } from '../message/reaction.ts';
import { snippetOf } from '../message/sender.ts';
import { h, icon } from '../page/element.ts';
import { t } from '../page/language.ts';
import { type MenuItem, openMenu } from '../page/menu.ts';
import { act } from '../server.ts';
import { openBoard } from '../store.ts';

export type EditPost = (message: SeenMessage) => void;

type Post = {
  posts: readonly [SeenPost, ...SeenPost[]];
  /** The message with the words. */
  said: SeenMessage;
  react: Reaction;
  /** The administrator; undefined: the channel has none. */
  posterId: number | undefined;
  edit: EditPost;
};

/** A reader reacts; an administrator also changes, pins and deletes any post. */
export function postMenu(post: Post): HTMLButtonElement {
  const button: HTMLButtonElement = h(
    'button',
    {
      type: 'button',
      class: 'round post-more',
      'aria-label': t('postMore', { text: snippetOf(post.said) }),
      'aria-haspopup': 'menu',
      title: t('more'),
      onclick: () => openMenu(button, t('more'), itemsOf(post, button)),
    },
    icon('more'),
  );
  return button;
}

function itemsOf({ posts, said, react, posterId, edit }: Post, button: HTMLElement): MenuItem[] {
  const own: MenuItem = { icon: 'smile', text: t('react'), run: () => react.run(button) };
  if (posterId === undefined) return [own];
  const [{ id, pinned, rootId }] = posts;
  const { channelId, groupId } = openBoard();
  const pin = { chatId: channelId, messageId: id };
  const copy = { chatId: groupId, messageId: rootId };
  const items: (MenuItem | null)[] = [
    own,
    { icon: 'edit', text: t('edit'), run: () => edit(said) },
    pinned
      ? { icon: 'pin', text: t('unpin'), run: () => void act('unpin', pin) }
      : { icon: 'pin', text: t('pin'), run: () => void act('pin', { ...pin, userId: posterId }) },
    rootId === null
      ? null
      : {
          icon: 'comments',
          text: t('deleteCopy'),
          danger: true,
          run: () => void act('deleteMessage', copy),
        },
    { icon: 'delete', text: t('delete'), danger: true, run: () => void removeAll(channelId, posts) },
  ];
  return items.filter((item) => item !== null);
}

async function removeAll(chatId: number, posts: readonly SeenPost[]): Promise<void> {
  for (const { id } of posts) await act('deleteMessage', { chatId, messageId: id });
}
