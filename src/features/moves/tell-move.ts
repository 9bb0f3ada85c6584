import type { Effect as ChartEffect } from '../../../machines/client/effect.ts';
import type { Saying } from '../../../machines/client/say.ts';
import type { Content, MediaContent } from '../../../machines/content.ts';
import { telegramId } from '../../../machines/ids.ts';
import { saying } from '../../i18n/saying.ts';
import { goesAlong } from '../../outbox/can-merge.ts';
import {
  type Attempt,
  clientOf,
  type Delivery,
  type DeliveryContext,
  groupOf,
  over,
  rootOf,
} from '../../outbox/delivery.ts';
import { threadLane } from '../../outbox/lanes.ts';
import { passAlbum, passFile, passText } from '../../outbox/message/copy-calls.ts';
import { TEXT_LIMIT } from '../../outbox/render/limits.ts';
import { sayingWords } from '../../outbox/render/saying.ts';
import { concat, pieces } from '../../outbox/render/slice.ts';
import { plain } from '../../outbox/render/words.ts';
import type { LoggedMessage } from '../../store/conversation-log.ts';

type TellMove = Extract<ChartEffect, { kind: 'tellMove' }>;
/** The newest files of the told messages, by their ids. */
type TellMovedFiles = { kind: 'tellMovedFiles'; files: MediaContent[]; ahead: true };

/** Messages told; notes between the messages are read too. */
const TOLD = 10;
const READ = 30;

const inThread = {
  lane: threadLane,
  needs: 'thread',
  rank: 'message',
  order: 'story',
  onRepeat: 'duplicates',
} as const satisfies Partial<Delivery>;

/** One message in the new thread: who moved the client, from where, the number, and the last messages as text. */
export const tellMove: Delivery<TellMove> = {
  ...inThread,
  async prepare({ from, by, ticket, newest }, attempt, context) {
    const { record, entry } = attempt;
    if (record === null) return over();
    const logged = (await context.log.before(clientOf(attempt), newest, READ)).filter(
      ({ from: who }) => who !== 'note',
    );
    const told = await Promise.all(
      logged
        .slice(0, TOLD)
        .toReversed()
        .map(async (message) => ({ message, content: await contentOf(message, attempt, context) })),
    );
    const lines = told.map(({ message, content }) => lineOf(message, content));
    const place = { ticket, board: { board: from } };
    const head: Saying =
      by === null ? saying('told-moved-back', place) : saying('told-moved', { agent: by, ...place });
    const words = concat(
      sayingWords(lines.length === 0 ? [head] : [head, saying('told-moved-last')], context, {
        id: entry.owner,
        profile: record.profile,
      }),
      ...lines.map((line) => plain(`\n${line}`)),
    );
    const [text = words] = pieces(words, TEXT_LIMIT);
    const files = oneAlbum(told.map(({ content }) => content));
    return {
      is: 'call',
      call: passText({ ...text, linkPreview: { is_disabled: true } }, groupOf(attempt, context), {
        message_id: telegramId(rootOf(attempt)),
      }),
      context: { place: 'thread', repliesTo: 'root' },
      done: () => ({
        effects:
          files.length === 0 ? [] : [{ kind: 'tellMovedFiles', files, ahead: true } satisfies TellMovedFiles],
      }),
    };
  },
};

export const tellMovedFiles: Delivery<TellMovedFiles> = {
  ...inThread,
  prepare({ files }, attempt, context) {
    const [first] = files;
    if (first === undefined) return over();
    const reply = { message_id: telegramId(rootOf(attempt)) };
    const group = groupOf(attempt, context);
    return {
      is: 'call',
      call: files.length === 1 ? passFile(first, group, reply) : passAlbum(files, group, reply),
      context: { place: 'thread', repliesTo: 'root' },
      done: () => ({}),
      // The files stand in the old thread as well.
      refused: () => ({}),
    };
  },
};

/** The present content of a message; null: forgotten by age. */
const contentOf = async (
  { n }: LoggedMessage,
  attempt: Attempt,
  { versions }: Pick<DeliveryContext, 'versions'>,
): Promise<Content | null> => (await versions.of(clientOf(attempt), n)).at(-1)?.content ?? null;

const LONGEST_LINE = 300;

/** `👤 where is my parcel?`: a line by the client, or by the team. */
function lineOf({ from, kind }: LoggedMessage, content: Content | null): string {
  const words =
    content?.kind === 'text' ? content.text : content?.kind === 'media' ? (content.caption ?? '') : '';
  const shown = Array.from(words).slice(0, LONGEST_LINE).join('');
  const file = content?.kind === 'text' ? '' : `[${kind}] `;
  return `${from === 'client' ? '👤' : '🙋'} ${file}${shown}`.trimEnd();
}

/** The newest files that fit into one album, oldest first. */
function oneAlbum(contents: readonly (Content | null)[]): MediaContent[] {
  const files: MediaContent[] = [];
  for (const content of contents.toReversed()) {
    if (content?.kind !== 'media') continue;
    const file: MediaContent = { ...content, caption: '', captionEntities: [] };
    const [first, ...others] = files;
    if (first === undefined || goesAlong(file, [first, ...others])) files.push(file);
  }
  return files.toReversed();
}
