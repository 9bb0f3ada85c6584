import type { TestDesk } from './desk.ts';
import { eventually } from './eventually.ts';

type ChatType = 'sender' | 'private' | 'group' | 'supergroup' | 'channel';

type Result = { id: string; title?: string; type: string; [field: string]: unknown };

/** The answer of the bot to an inline query. */
export type Hits = { query: string; answer: Readonly<Record<string, unknown>>; results: readonly Result[] };

/** A person types `@bot words`. Resolves when the bot has answered. */
export async function asks(
  desk: TestDesk,
  who: string,
  words: string,
  { chatType, offset }: { chatType?: ChatType; offset?: string } = {},
): Promise<Hits> {
  const query = desk.sandbox.people.queryInline(desk.client(who).id, words, chatType, offset);
  let answer: Record<string, unknown> | undefined;
  await eventually(() => {
    answer = desk.sandbox.views.answer(query);
    if (answer === undefined) throw new Error('The bot has not answered');
  });
  return { query, answer: answer ?? {}, results: (answer?.['results'] ?? []) as Result[] };
}

/** The person chooses a result, as a comment under the post of a client. */
export function inThread(
  desk: TestDesk,
  who: string,
  { query }: Hits,
  result: string,
  about: string,
): number {
  const { people, groupId } = desk.sandbox;
  const [first] = desk.comments(about);
  const root = first?.message_thread_id ?? 0;
  return people.chooseInline(desk.client(who).id, query, result, groupId, root);
}
