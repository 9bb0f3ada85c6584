import { createComposer } from '../compose/composer.js';
import { h, icon } from '../page/element.js';
import { t } from '../page/language.js';
import { act } from '../server.js';
import { nameOf, posterOf, store } from '../store.js';

/** Where an administrator posts in the channel. Closed until `button` is pressed: most posts are the bot's. */
export function createPostComposer() {
  let isOpen = false;
  const poster = () => posterOf(store);
  const composer = createComposer({
    hintKey: 'postHere',
    forwards: false,
    async send(contents) {
      const userId = poster().id;
      const done =
        contents.length === 1
          ? await act('post', { userId, content: contents[0] })
          : await act('postAlbum', { userId, contents });
      return done.ok;
    },
    edit: async (postId, content) => (await act('editPost', { userId: poster().id, postId, content })).ok,
    inline: {
      userId: () => poster().id,
      chatType: 'channel',
      choose: async (queryId, resultId) =>
        (await act('chooseInline', { userId: poster().id, queryId, resultId, chatId: store.state.channelId }))
          .ok,
    },
    lastOwn: () => undefined,
  });
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

  function open(wished) {
    isOpen = wished;
    show();
    if (isOpen) composer.focus();
  }

  function show() {
    const user = poster();
    button.hidden = user === undefined;
    button.setAttribute('aria-expanded', String(isOpen));
    element.hidden = user === undefined || !isOpen;
    if (user !== undefined) composer.show('channel', t('postWrite', { name: nameOf(user) }));
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
