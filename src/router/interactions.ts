import type { AgentId, ClientId, UserId } from '../../machines/ids.ts';
import type { CommandActor } from '../actor/command.ts';
import { TelegramError } from '../telegram/error.ts';
import type { Step } from './command-row.ts';
import type { Draft, InboundOf, RouteDeps } from './deps.ts';
import type { InlineAnswer } from './interaction-rows.ts';
import { personOf } from './person.ts';

const NO_RESULTS: InlineAnswer = { results: [] };

/** The first row that takes the query answers the query. Every answer is personal, and kept nowhere. */
export async function inlineAsked(query: InboundOf<'inline.asked'>, deps: RouteDeps): Promise<Draft[]> {
  const answer = (await answerOf(query, deps)) ?? NO_RESULTS;
  await deps.answer({
    method: 'answerInlineQuery',
    params: { inline_query_id: query.queryId, ...answer, cache_time: 0, is_personal: true },
  });
  return [];
}

async function answerOf(query: InboundOf<'inline.asked'>, deps: RouteDeps): Promise<InlineAnswer | null> {
  // Anybody may ask any bot: without rows the question about the person would be wasted.
  if (deps.rows.inline.length === 0) return null;
  try {
    const person = await personOf(query.by, deps);
    for (const row of deps.rows.inline) {
      const answer = await row.takes(query, person);
      if (answer !== null) return answer;
    }
  } catch (error) {
    if (!(error instanceof TelegramError)) throw error;
  }
  return null;
}

export async function inlineChosen(choice: InboundOf<'inline.chosen'>, deps: RouteDeps): Promise<Draft[]> {
  for (const row of deps.rows.inline) {
    const step = row.chosen?.(choice) ?? null;
    if (step !== null) return drafts(choice.by, step, { kind: 'agent', id: choice.by as AgentId });
  }
  return [];
}

/** A request that no row takes waits for the administrators. */
export async function joinAsked(request: InboundOf<'join.asked'>, deps: RouteDeps): Promise<Draft[]> {
  for (const row of deps.rows.joins) {
    const taken = await row.takes(request);
    if (taken === null) continue;
    if (taken.answer !== null) {
      await deps.answer({
        method: taken.answer === 'approve' ? 'approveChatJoinRequest' : 'declineChatJoinRequest',
        params: { chat_id: request.chat, user_id: request.by },
      });
    }
    return drafts(request.by, taken.step ?? {}, { kind: 'client', id: request.by as ClientId });
  }
  return [];
}

const drafts = (owner: UserId, step: Step, actor: CommandActor): Draft[] =>
  step.event === undefined && (step.effects ?? []).length === 0 ? [] : [{ owner, actor, ...step }];
