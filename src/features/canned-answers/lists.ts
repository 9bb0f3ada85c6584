import type { Say, Saying } from '../../../machines/client/say.ts';
import type { UserId, ThreadMessageId } from '../../../machines/ids.ts';
import { saying } from '../../i18n/saying.ts';
import { pressData } from '../../router/button-row.ts';
import { answerOf, codeIn, ranked, usable } from './answers.ts';
import type { CannedParts } from './ports.ts';

const PAGE = 20;
const EXCERPT = 80;
const LONGEST_SHOWN = 3500;

type Asker = { by: UserId; askedIn: ThreadMessageId | null };

const to = ({ by, askedIn }: Asker, text: readonly Saying[], buttons: Say['buttons'] = []): Say => ({
  kind: 'say',
  to: by,
  askedIn,
  text,
  ...(buttons.length === 0 ? {} : { buttons }),
});

/** One page of the answers with the words, in private. The pages are told apart by buttons. */
export function listOf(asker: Asker, words: string, page: number, canned: CannedParts): Say {
  const hits = ranked(usable(canned.now()), words, new Map());
  const shown = hits.slice(page * PAGE, (page + 1) * PAGE);
  if (shown.length === 0) return to(asker, [saying('canned-none')]);
  const lines = shown.map(({ value: { code, text, file } }) =>
    saying(file === null ? 'canned-line' : 'canned-line-file', { code, words: excerpt(text) }),
  );
  const turns = [
    ...(page > 0 ? [{ label: saying('button-previous'), press: pageData(page - 1, words) }] : []),
    ...((page + 1) * PAGE < hits.length
      ? [{ label: saying('button-next'), press: pageData(page + 1, words) }]
      : []),
  ];
  return to(
    asker,
    [saying('canned-list', { count: hits.length, bot: `@${canned.botUsername}` }), ...lines],
    turns.length === 0 ? [] : [turns],
  );
}

/** Telegram takes 64 bytes: the words travel folded and cut. */
const pageData = (page: number, words: string): string =>
  pressData('canned-page', `${page}:${(codeIn(words) ?? '').slice(0, 30)}`);

const excerpt = (text: string): string =>
  Array.from(text.replace(/\s+/gu, ' ').trim()).slice(0, EXCERPT).join('');

/** The whole answer with the button that removes the shown version. */
export function removalOf(asker: Asker, typed: string, ports: CannedParts): Say {
  const found = answerOf(ports.now(), codeIn(typed));
  if (found === null) return to(asker, [unknown(typed, ports)]);
  const words = Array.from(found.value.text).slice(0, LONGEST_SHOWN).join('');
  const press = pressData('canned-remove', `${found.id}:${found.version}`);
  return to(
    asker,
    [saying('canned-remove-ask', { code: found.id }), saying('canned-words', { words })],
    [[{ label: saying('button-canned-remove'), press }]],
  );
}

/** Names the answers that the words find, so that the next attempt is right. */
export function unknown(typed: string, canned: CannedParts): Saying {
  const near = ranked(usable(canned.now()), typed, new Map())
    .slice(0, 5)
    .map(({ id }) => id);
  const code = Array.from(typed).slice(0, 40).join('');
  return near.length === 0
    ? saying('refused-canned-unknown', { code })
    : saying('refused-canned-near', { code, near: near.join(', ') });
}
