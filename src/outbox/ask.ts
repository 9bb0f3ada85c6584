import type { ClientEvent } from '../../machines/client/event.ts';
import type { ClientId } from '../../machines/ids.ts';
import type { Effect } from '../actor/effects.ts';
import type { ClientRecord } from '../actor/record.ts';
import { clientOf, type Delivery, over } from './delivery.ts';

/** The client whose decision asked. `record`: the newest record that the leader has seen. */
type Asker = { client: ClientId; record: ClientRecord | null };

/**
 * The row of a question: a decision sees one client, and the answer needs to know more.
 *
 * I1 The lane of the desk has one entry under way, and the leader alone delivers. So the leader asks the next question
 *    only after the commit of the answer before, and `answer` finds all earlier answers in the indexes.
 * I2 The answer is an event in the commit that removes the question. So a question is answered at most once, also across
 *    a crash: a question without a committed answer is asked again, and a former leader cannot commit.
 * I3 The client may have changed since `answer` read the state. The event carries what the answer expects, and the chart
 *    has no answer to the event if something else is true.
 *
 * @param answer reads without writing; null: nothing follows. Rejects with RetryableError: asked again later
 */
export const ask = <Question extends Effect>(
  answer: (question: Question, asker: Asker) => Promise<ClientEvent | null>,
): Delivery<Question> => ({
  lane: () => 'desk',
  needs: 'nothing',
  rank: 'message',
  order: 'apart',
  onRepeat: 'harmless',
  async prepare(question, attempt) {
    const event = await answer(question, { client: clientOf(attempt), record: attempt.record });
    return over(event === null ? {} : { event });
  },
});
