import type { SeenMessage, SeenPost, SeenUser } from '../../control/state.ts';
import type { LabPanel } from '../lab/lab-pane.ts';
import { type TextKey, type TextParams, t } from '../page/language.ts';
import { act, breakIt } from '../server.ts';
import { membersOf, nameOf, userOf } from '../people.ts';
import { choose, loaded, openBoard, refresh, type View } from '../store.ts';

type StepName = Extract<TextKey, `tour${string}Title`> extends `tour${infer Name}Title` ? Name : never;

/** A step of the story. */
export type Step = {
  name: Exclude<StepName, ''>;
  /** A selector of the part of the page to look at. */
  look: string;
  view?: View;
  /** The panel that opens behind the scenes. */
  lab?: LabPanel;
  /** Values for the step's text. */
  params?(): TextParams;
  run(): unknown;
  /** True when the desk has done its part. */
  until(): boolean;
};

const RATE_LIMIT = {
  error_code: 429,
  description: 'Too Many Requests: retry after 2',
  parameters: { retry_after: 2 },
};

/** The people of the story, and the chats as they are now. */
class Cast {
  clientId = 0;
  agentId = 0;
  colleagueId = 0;

  get client(): SeenUser | undefined {
    return userOf(loaded(), this.clientId);
  }

  get firstName(): string {
    return this.client?.firstName ?? '';
  }

  get colleague(): string {
    const user = userOf(loaded(), this.colleagueId);
    return user === undefined ? '' : nameOf(user);
  }

  get chat(): SeenMessage[] {
    return loaded().chats[this.clientId] ?? [];
  }

  get post(): SeenPost | undefined {
    return loaded().posts.find(({ entities }) =>
      entities.some((entity) => entity.type === 'text_mention' && entity.user.id === this.clientId),
    );
  }

  get thread(): SeenMessage[] {
    return loaded().threads[this.post?.id ?? 0] ?? [];
  }

  async enter(): Promise<void> {
    const added = await act('add', {
      firstName: t('tourFirstName'),
      lastName: t('tourLastName'),
      languageCode: 'pt-br',
    });
    this.clientId = added.ok ? Number(added.result) : 0;
    choose({ boardId: loaded().channelId, postId: null });
    const [agent, colleague = agent] = membersOf(loaded(), openBoard());
    this.agentId = agent?.id ?? 0;
    this.colleagueId = colleague?.id ?? 0;
    await refresh();
    const speaker = `${this.agentId}:self`;
    choose({ clientId: this.clientId, postId: null, speaker, view: 'client' });
  }

  write(content: string): Promise<unknown> {
    return act('write', { userId: this.clientId, content });
  }

  comment(content: string, userId = this.agentId): Promise<unknown> {
    return act('comment', { userId, postId: this.post?.id, content });
  }
}

const has = (messages: readonly SeenMessage[], text: string): boolean =>
  messages.some((message) => message.text?.includes(text) === true);

/** The product's story, step by step. */
export function createStory(): Step[] {
  const cast = new Cast();
  return [...arrival(cast), ...answer(cast), ...changes(cast), ...ending(cast)];
}

const arrival = (cast: Cast): Step[] => [
  { name: 'Welcome', look: '.panes', run: () => cast.enter(), until: () => cast.client !== undefined },
  {
    name: 'Write',
    look: '#client',
    view: 'client',
    params: () => ({ name: cast.firstName }),
    run: () => cast.write(t('tourSayHello')),
    until: () =>
      cast.chat.length > 1 && typeof cast.post?.rootId === 'number' && has(cast.thread, t('tourSayHello')),
  },
  {
    name: 'Post',
    look: '#channel .feed',
    view: 'channel',
    run: () => choose({ postId: cast.post?.id ?? null }),
    until: () => cast.post?.pinned === true,
  },
  { name: 'Notice', look: '#agent', view: 'agent', lab: 'calls', run: () => undefined, until: () => true },
];

const answer = (cast: Cast): Step[] => [
  {
    name: 'Answer',
    look: '#channel .thread',
    view: 'channel',
    run: () => cast.comment(t('tourSayAnswer', { name: cast.firstName })),
    until: () => has(cast.chat, t('tourSayAnswer', { name: cast.firstName })),
  },
  {
    name: 'Note',
    look: '#channel .thread',
    view: 'channel',
    params: () => ({ agent: cast.colleague }),
    run: () => cast.comment(t('tourSayNote'), cast.colleagueId),
    until: () => has(cast.thread, t('tourSayNote')),
  },
  {
    name: 'Urgent',
    look: '#channel .feed',
    view: 'channel',
    run: () => cast.comment('/p 5'),
    until: () => cast.post?.text.startsWith('🟥') === true,
  },
];

const changes = (cast: Cast): Step[] => [
  {
    name: 'Edit',
    look: '#client',
    view: 'client',
    async run() {
      await cast.write(t('tourSayTypo'));
      await reached(() => has(cast.thread, t('tourSayTypo')));
      const written = cast.chat.findLast(({ text }) => text === t('tourSayTypo'));
      await act('edit', {
        userId: cast.clientId,
        messageId: written?.message_id,
        content: t('tourSayFixed'),
      });
    },
    until: () => has(cast.thread, t('tourSayFixed')),
  },
  {
    name: 'React',
    look: '#channel .thread',
    view: 'channel',
    async run() {
      await cast.comment(t('tourSayYes'));
      await reached(() => has(cast.chat, t('tourSayYes')));
      const received = cast.chat.findLast(({ text }) => text === t('tourSayYes'));
      const place = { userId: cast.clientId, chatId: cast.clientId, messageId: received?.message_id };
      await act('react', { ...place, emoji: '🙏' });
    },
    until: () =>
      cast.thread.some(({ from, reactions }) => from?.id === cast.agentId && reactions !== undefined),
  },
];

const ending = (cast: Cast): Step[] => [
  {
    name: 'Storm',
    look: '#calls',
    view: 'calls',
    lab: 'calls',
    async run() {
      await breakIt('next', { fault: RATE_LIMIT, times: 3, chatId: cast.clientId });
      await cast.comment(t('tourSayStorm'));
    },
    until: () => has(cast.chat, t('tourSayStorm')),
  },
  {
    name: 'Close',
    look: '#channel .feed',
    view: 'channel',
    run: () => cast.comment('/fim'),
    until: () => cast.post?.text.startsWith('⬜') === true,
  },
  { name: 'Back', look: '.panes', view: 'client', run: () => undefined, until: () => true },
];

const WITHIN_MS = 20_000;
const LOOK_EVERY_MS = 80;

/** Resolves with true when `isSo` holds, with false after 20 s. */
export async function reached(isSo: () => boolean): Promise<boolean> {
  const end = performance.now() + WITHIN_MS;
  while (performance.now() < end) {
    if (isSo()) return true;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  return false;
}
