import type { MessageEntity } from '@grammyjs/types';
import type { SeenPost } from '../../control/state.ts';
import { showPerson } from '../client/open.ts';
import { snippetOf } from '../message/sender.ts';
import { h, icon } from '../page/element.ts';
import { count, t } from '../page/language.ts';
import { clientsOf, nameOf, userOf } from '../people.ts';
import { choose, loaded } from '../store.ts';
import { levelOf, nameOfLevel } from './level.ts';

type ThreadHead = {
  element: HTMLElement;
  titleId: string;
  /** Returns the thread's name: the client's, or the post's first words. */
  show(post: SeenPost): string;
};

/** The client of a thread: name, number, priority. */
export function createThreadHead(): ThreadHead {
  let clientId: number | undefined;
  const title = h('h3', { id: 'thread-title' });
  const about = h('small', {});
  const swatch = h('span', { class: 'swatch', 'aria-hidden': 'true' });
  const toClient = h(
    'button',
    {
      type: 'button',
      class: 'round',
      'data-tip': 'seeClient',
      onclick: () => {
        if (clientId !== undefined) showPerson(clientId);
      },
    },
    icon('person'),
  );
  const back = h(
    'button',
    {
      type: 'button',
      class: 'round thread-back',
      'data-tip': 'back',
      onclick: () => choose({ postId: null }),
    },
    icon('back'),
  );
  const element = h(
    'header',
    { class: 'pane-head thread-head' },
    back,
    swatch,
    h('div', { class: 'pane-name' }, title, about),
    toClient,
  );

  return {
    element,
    titleId: title.id,
    show(post) {
      const state = loaded();
      const level = levelOf(post.text);
      clientId = clientOf(post.entities);
      const client = userOf(state, clientId);
      title.textContent = client === undefined ? snippetOf(post.message) : nameOf(client);
      swatch.className = level === null ? 'swatch' : `swatch level-${level}`;
      const facts = [
        client === undefined ? null : String(client.id),
        level === null ? null : nameOfLevel(level),
        post.pinned ? t('isPinned') : null,
        post.commentCount > 0 ? count('comments', post.commentCount) : null,
      ];
      about.textContent = facts.filter(Boolean).join(' · ');
      toClient.hidden = !clientsOf(state).some((user) => user.id === clientId);
      return title.textContent;
    },
  };
}

/** The person that a post names. */
function clientOf(entities: readonly MessageEntity[]): number | undefined {
  return entities.find((entity) => entity.type === 'text_mention')?.user.id;
}
