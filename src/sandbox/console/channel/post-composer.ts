import type { SeenMessage } from '../../control/state.ts';
import { Composer } from '../compose/composer.ts';
import { h, icon } from '../page/element.ts';
import { t } from '../page/language.ts';
import { act } from '../server.ts';
import { nameOf } from '../people.ts';
import { openBoard, poster } from '../store.ts';

type PostComposer = {
  element: HTMLElement;
  /** Opens and closes the composer. */
  button: HTMLElement;
  show(): void;
  edit(message: SeenMessage): void;
  redraw(): void;
};

/** The field of an administrator who posts in the channel. Closed at first, because most posts are the bot's. */
export function createPostComposer(): PostComposer {
  let isOpen = false;
  const composer = createChannelComposer();
  const element = h('div', { class: 'post-writing', id: 'post-writing' }, composer.element);
  const button = h(
    'button',
    {
      type: 'button',
      class: 'round',
      'data-tip': 'postNew',
      'aria-controls': element.id,
      onclick: () => open(!isOpen),
    },
    icon('edit'),
  );

  element.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    open(false);
    button.focus();
  });

  function open(wished: boolean): void {
    isOpen = wished;
    show();
    if (isOpen) composer.focus();
  }

  function show(): void {
    const user = poster();
    button.hidden = user === undefined;
    button.setAttribute('aria-expanded', String(isOpen));
    element.hidden = user === undefined || !isOpen;
    if (user !== undefined)
      composer.show(`channel:${openBoard().channelId}`, t('postWrite', { name: nameOf(user) }));
  }

  return {
    element,
    button,
    show,
    edit(message) {
      open(true);
      composer.edit(message);
    },
    redraw: () => composer.redraw(),
  };
}

function createChannelComposer(): Composer {
  const userId = (): number => poster()?.id ?? 0;
  const place = (): { userId: number; channelId: number } => ({
    userId: userId(),
    channelId: openBoard().channelId,
  });
  return new Composer({
    hintKey: 'postHere',
    forwards: false,
    async send(contents) {
      const done =
        contents.length === 1
          ? await act('post', { ...place(), content: contents[0] })
          : await act('postAlbum', { ...place(), contents });
      return done.ok;
    },
    edit: async (postId, content) => (await act('editPost', { ...place(), postId, content })).ok,
    inline: {
      userId,
      chatType: 'channel',
      async choose(queryId, resultId) {
        const chatId = openBoard().channelId;
        return (await act('chooseInline', { userId: userId(), queryId, resultId, chatId })).ok;
      },
    },
    lastOwn: () => undefined,
  });
}
