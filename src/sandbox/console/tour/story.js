import { t } from '../page/language.js';
import { act, breakIt } from '../server.js';
import { choose, nameOf, refresh, store, teamOf, userOf } from '../store.js';

/**
 * The product's story, one step after the other. `run` does what happens in it; `until` says when the desk has done
 * its part; `look` is what to look at, as a selector; `lab` is the panel that is opened behind the scenes.
 */
export function createStory() {
  const cast = { clientId: null, agentId: null, colleagueId: null, typoId: null };
  const client = () => userOf(store.state, cast.clientId);
  const chat = () => store.state.chats[cast.clientId] ?? [];
  const post = () => store.state.posts.find(({ entities }) => entities.some(isClient));
  const thread = () => store.state.threads[post()?.id] ?? [];
  const isClient = ({ type, user }) => type === 'text_mention' && user.id === cast.clientId;
  const has = (messages, text) => messages.some((message) => (message.text ?? '').includes(text));
  const comment = (userId, content) => act('comment', { userId, postId: post().id, content });
  const answers = () => thread().filter(({ from }) => from?.id === cast.agentId);

  return [
    {
      name: 'Welcome',
      look: '.panes',
      async run() {
        const names = { firstName: t('tourFirstName'), lastName: t('tourLastName') };
        const added = await act('add', { ...names, languageCode: 'pt-br' });
        cast.clientId = added.result;
        const [agent, colleague = agent] = teamOf(store.state);
        cast.agentId = agent.id;
        cast.colleagueId = colleague.id;
        await refresh();
        choose({ clientId: cast.clientId, postId: null, speaker: `${cast.agentId}:self`, view: 'client' });
      },
      until: () => client() !== undefined,
    },
    {
      name: 'Write',
      look: '#client',
      view: 'client',
      params: () => ({ name: client().firstName }),
      run: () => act('write', { userId: cast.clientId, content: t('tourSayHello') }),
      until: () => chat().length > 1 && post()?.rootId != null && has(thread(), t('tourSayHello')),
    },
    {
      name: 'Post',
      look: '#channel .feed',
      view: 'channel',
      run: () => choose({ postId: post().id }),
      until: () => post()?.pinned === true,
    },
    { name: 'Notice', look: '#admin', view: 'admin', lab: 'calls', run: () => {}, until: () => true },
    {
      name: 'Answer',
      look: '#channel .thread',
      view: 'channel',
      run: () => comment(cast.agentId, t('tourSayAnswer', { name: client().firstName })),
      until: () => has(chat(), t('tourSayAnswer', { name: client().firstName })),
    },
    {
      name: 'Note',
      look: '#channel .thread',
      view: 'channel',
      params: () => ({ agent: nameOf(userOf(store.state, cast.colleagueId)) }),
      run: () => comment(cast.colleagueId, t('tourSayNote')),
      until: () => has(thread(), t('tourSayNote')),
    },
    {
      name: 'Urgent',
      look: '#channel .feed',
      view: 'channel',
      run: () => comment(cast.agentId, '/p 5'),
      until: () => post()?.text.startsWith('🟥') === true,
    },
    {
      name: 'Edit',
      look: '#client',
      view: 'client',
      async run() {
        const written = await act('write', { userId: cast.clientId, content: t('tourSayTypo') });
        cast.typoId = written.result;
        await reached(() => has(thread(), t('tourSayTypo')));
        await act('edit', { userId: cast.clientId, messageId: cast.typoId, content: t('tourSayFixed') });
      },
      until: () => has(thread(), t('tourSayFixed')),
    },
    {
      name: 'React',
      look: '#channel .thread',
      view: 'channel',
      async run() {
        await comment(cast.agentId, t('tourSayYes'));
        await reached(() => has(chat(), t('tourSayYes')));
        const received = chat().findLast(({ text }) => text === t('tourSayYes'));
        await act('react', {
          userId: cast.clientId,
          chatId: cast.clientId,
          messageId: received.message_id,
          emoji: '🙏',
        });
      },
      until: () => answers().some(({ reactions }) => reactions !== undefined),
    },
    {
      name: 'Storm',
      look: '#calls',
      view: 'calls',
      lab: 'calls',
      async run() {
        const fault = {
          error_code: 429,
          description: 'Too Many Requests: retry after 2',
          parameters: { retry_after: 2 },
        };
        await breakIt('next', { fault, times: 3, chatId: cast.clientId });
        await comment(cast.agentId, t('tourSayStorm'));
      },
      until: () => has(chat(), t('tourSayStorm')),
    },
    {
      name: 'Close',
      look: '#channel .feed',
      view: 'channel',
      run: () => comment(cast.agentId, '/fim'),
      until: () => post()?.text.startsWith('⬜') === true,
    },
    { name: 'Back', look: '.panes', view: 'client', run: () => {}, until: () => true },
  ];
}

const WITHIN_MS = 20_000;
const LOOK_EVERY_MS = 80;

/** Resolves when `isSo`, with false when that takes too long. */
export async function reached(isSo) {
  const end = performance.now() + WITHIN_MS;
  while (performance.now() < end) {
    if (isSo()) return true;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  return false;
}
