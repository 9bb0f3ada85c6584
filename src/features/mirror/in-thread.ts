import type { Content } from '../../../machines/content.ts';
import type { ThreadMessageId } from '../../../machines/ids.ts';
import type { Block, Voice } from '../../actor/command.ts';
import {
  clientOf,
  type Delivery,
  type DeliveryOutcome,
  groupOf,
  over,
  type Patience,
  type Prepared,
  rootOf,
  standsUnder,
  type WaitingBlock,
} from '../../outbox/delivery.ts';
import { isPlainText } from '../../outbox/can-merge.ts';
import { threadLane } from '../../outbox/lanes.ts';
import { continueInThread, endOf } from '../../outbox/message/continuation.ts';
import { edit, passFile, passText } from '../../outbox/message/copy-calls.ts';
import { fingerprint } from '../../outbox/message/fingerprint.ts';
import { linkInThread } from '../../outbox/message/link.ts';
import { placeInThread } from '../../outbox/message/reply-target.ts';
import { shownInThread } from '../../outbox/message/shown-in-thread.ts';
import { fitted } from '../../outbox/render/edited.ts';
import { heading } from '../../outbox/render/joined.ts';
import { concat } from '../../outbox/render/slice.ts';
import { withWords, wordsIn } from '../../outbox/render/words.ts';
import type { MirrorInThread, NoteInThread, RewriteMirror } from './effects.ts';
import type { MirrorMode } from './settings.ts';

/** Time after the last word of the team in which more words may come. */
const QUIET_MS = 2000;
const AT_MOST_MS = 60_000;

const patience = (mode: MirrorMode): Patience => ({
  quietMs: mode === 'live' ? QUIET_MS : null,
  atMostMs: AT_MOST_MS,
});

/** The row delays nobody: a low rank, and the words of others take the mirror along. */
const inThread = {
  lane: threadLane,
  needs: 'thread',
  rank: 'upkeep',
  order: 'story',
} as const satisfies Partial<Delivery>;

/** A member of the team wrote outside the thread. */
export const mirrorInThread = (mode: () => MirrorMode): Delivery<MirrorInThread> => ({
  ...inThread,
  onRepeat: 'duplicates',
  batch: { is: 'block', author: 'elsewhere', block: asBlock },
  waits: ({ replyTo, content }) =>
    replyTo === undefined && content.kind === 'text' ? patience(mode()) : null,
  async prepare(mirror, attempt, context) {
    const { number: n, from, content, author } = mirror;
    const group = groupOf(attempt, context);
    const { reply, repliesTo } = await placeInThread(mirror, null, attempt, context);
    const voice: Voice = { by: 'agent', ...author };
    const { head, rest } = fitted(headed(content, voice));
    return {
      is: 'call',
      call: head.kind === 'media' ? passFile(head, group, reply) : passText(wordsIn(head), group, reply),
      context: { place: 'thread', repliesTo },
      done: ([thread]) => ({
        links: linkInThread(n, [thread], content, attempt),
        ...laidOut(thread, { voice, n }),
        effects: continueInThread({ n, from }, rest),
      }),
    };
  },
});

function asBlock({ number: n, content, author, replyTo }: MirrorInThread): WaitingBlock | null {
  return replyTo === undefined && isPlainText(content) ? { by: 'agent', n, author, content } : null;
}

const laidOut = (thread: number | undefined, block: Block): Pick<DeliveryOutcome, 'blocks'> =>
  thread === undefined ? {} : { blocks: { message: thread as ThreadMessageId, blocks: [block] } };

/** A kind without a place for words has no heading. */
const headed = (content: MirrorInThread['content'], voice: Voice): Content =>
  withWords(content, concat(heading(voice), wordsIn(content))) ?? content;

/** A member of the team wrote a note outside the thread. */
export const noteInThread = (mode: () => MirrorMode): Delivery<NoteInThread> => ({
  ...inThread,
  onRepeat: 'duplicates',
  batch: {
    is: 'block',
    author: 'elsewhere',
    block: ({ content, author }) => ({ by: 'note', n: null, author, content }),
  },
  waits: () => patience(mode()),
  async prepare({ content, author }, attempt, context) {
    const { reply, repliesTo } = await placeInThread({}, null, attempt, context);
    const voice: Voice = { by: 'note', ...author };
    const { head, rest } = fitted(headed(content, voice));
    return {
      is: 'call',
      call: passText(wordsIn(head), groupOf(attempt, context), reply),
      context: { place: 'thread', repliesTo },
      done: () => ({
        effects:
          rest === null ? [] : [{ kind: 'noteInThread', content: rest, author } satisfies NoteInThread],
      }),
    };
  },
});

/** A member of the team changed a mirrored message. */
export const rewriteMirror = (mode: () => MirrorMode): Delivery<RewriteMirror> => ({
  ...inThread,
  onRepeat: 'harmless',
  batch: { is: 'change', author: 'elsewhere' },
  waits: () => patience(mode()),
  async prepare({ number, from, content, author }, attempt, context): Promise<Prepared> {
    const linked = await context.links.threadOf(clientOf(attempt), from);
    if (linked === null) return over();
    if (linked.print === fingerprint(content) && !attempt.mayHaveBeenSent) return over();
    const end = endOf(linked);
    const canEdit = !attempt.without.has('edit') && standsUnder(linked.message, rootOf(attempt));
    const shown = canEdit ? await shownInThread(from, content, linked.message, attempt, context) : null;
    const { head, rest } = fitted(shown ?? content);
    const call = shown === null ? null : edit(head, context.chats.inGroup(linked.message));
    if (call === null) {
      return over({ effects: [{ kind: 'mirrorInThread', number, from, content, author, replyTo: from }] });
    }
    return {
      is: 'call',
      call,
      context: { place: 'thread', repliesTo: null },
      done: () => ({
        links: linkInThread(number, [rest === null ? undefined : end, linked.message], content, attempt),
        effects: continueInThread({ n: number, from }, rest, end),
      }),
    };
  },
});
