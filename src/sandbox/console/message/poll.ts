import type { Poll } from '@grammyjs/types';
import type { SeenMessage } from '../../control/state.ts';
import { h, icon } from '../page/element.ts';
import { count, t } from '../page/language.ts';
import { act } from '../server.ts';

type Vote = (options: number[]) => void;

/** A poll as the person `voterId` sees the poll: options to choose from, or the result. */
export function pollOf(message: SeenMessage, poll: Poll, voterId: number | undefined): HTMLElement {
  const own = message.votes?.find((vote) => vote.userId === voterId)?.options ?? [];
  const isOpen = !poll.is_closed && own.length === 0 && voterId !== undefined;
  const vote: Vote = (options) =>
    void act('vote', {
      userId: voterId,
      chatId: message.chat.id,
      messageId: message.message_id,
      options,
    });
  const mayRetract = own.length > 0 && poll.allows_revoting && !poll.is_closed;
  return h(
    'div',
    { class: 'poll', role: 'group', 'aria-label': `${t('poll')}: ${poll.question}` },
    h('b', {}, poll.question),
    h('small', {}, kindOfPoll(poll)),
    isOpen ? ballot(poll, vote) : results(poll, own, message.rightOptions ?? []),
    h(
      'div',
      { class: 'poll-foot' },
      h('small', {}, poll.total_voter_count === 0 ? t('votesNone') : count('votes', poll.total_voter_count)),
      mayRetract
        ? h('button', { type: 'button', class: 'link', onclick: () => vote([]) }, t('voteRetract'))
        : null,
    ),
  );
}

function kindOfPoll({ type, is_anonymous: isAnonymous, is_closed: isClosed }: Poll): string {
  if (isClosed) return t('pollClosed');
  if (type === 'quiz') return t(isAnonymous ? 'quizAnonymous' : 'quizPublic');
  return t(isAnonymous ? 'pollAnonymous' : 'pollPublic');
}

function ballot(poll: Poll, vote: Vote): HTMLElement {
  if (!poll.allows_multiple_answers) {
    const choices = poll.options.map((option, index) =>
      h(
        'li',
        {},
        h(
          'button',
          { type: 'button', class: 'poll-choice', onclick: () => vote([index]) },
          h('span', { class: 'poll-mark', 'aria-hidden': 'true' }),
          option.text,
        ),
      ),
    );
    return h('ul', {}, ...choices);
  }
  const boxes = poll.options.map(() => h('input', { type: 'checkbox' }));
  const chosen = (): number[] => boxes.flatMap((box, index) => (box.checked ? [index] : []));
  const send = h(
    'button',
    { type: 'button', class: 'link', disabled: true, onclick: () => vote(chosen()) },
    t('vote'),
  );
  const choices = poll.options.map((option, index) =>
    h('li', {}, h('label', { class: 'poll-choice' }, boxes[index], option.text)),
  );
  const list = h('ul', {}, ...choices, h('li', {}, send));
  list.addEventListener('change', () => {
    send.disabled = chosen().length === 0;
  });
  return list;
}

function results(poll: Poll, own: readonly number[], right: readonly number[]): HTMLElement {
  const isQuiz = poll.type === 'quiz';
  const rows = poll.options.map(({ text, voter_count: votes }, index) => {
    const share = Math.round((votes / Math.max(1, poll.total_voter_count)) * 100);
    const isOwn = own.includes(index);
    const isRight = isQuiz && right.includes(index);
    const isWrong = isQuiz && isOwn && !isRight;
    const bar = h('span', { class: 'poll-bar', 'aria-hidden': 'true' });
    bar.style.width = `${share}%`;
    const words = [isOwn && t('voteOwn'), isRight && t('quizRight'), isWrong && t('quizWrong')];
    return h(
      'li',
      { class: ['poll-result', isRight && 'right', isWrong && 'wrong'].filter(Boolean).join(' ') },
      h('span', { class: 'poll-share' }, `${share}%`),
      h('span', {}, text),
      isOwn || isRight ? icon(isWrong ? 'close' : 'check') : null,
      h('span', { class: 'hidden' }, ` ${words.filter(Boolean).join(', ')}`),
      bar,
    );
  });
  return h('ul', {}, ...rows);
}
