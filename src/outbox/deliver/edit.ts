import { albumOf, type Content, type TextContent } from '../../../machines/content.ts';
import type { PrivateMessageId, ThreadMessageId } from '../../../machines/ids.ts';
import type { Link } from '../../actor/command.ts';
import type { DeskEffect, ThreadReply } from '../../actor/effects.ts';
import { fingerprint } from '../fingerprint.ts';
import { privateLane } from '../lanes.ts';
import { fitted, marked } from '../render/edited.ts';
import { introduced } from '../render/forwarded.ts';
import type { Joined } from '../render/joined.ts';
import {
  type Attempt,
  clientOf,
  type Delivery,
  type DeliveryDeps,
  over,
  type Refused,
  rootOf,
  type Settlement,
} from './delivery.ts';
import { withheldAlbum } from './albums.ts';
import { givenUpOf, voided } from './undelivered.ts';
import { jointAtClient, jointInThread, linkJointAtClient, linkJointInThread } from './merged-message.ts';
import { isOutdated, linkAtClient, linkInThread } from './link.ts';
import { edit, passAgain, passText } from './copy-calls.ts';
import { placeAtClient, placeInThread } from './reply-target.ts';
import { isReachable, unreachable } from './to-client.ts';

type Kind<K extends string> = Extract<DeskEffect, { kind: K }>;

/** What a counterpart is to show, and the links it then has. */
type Shown = { content: Content; links: Link[] };

/** As the thread shows it, behind the line of whose it is. */
const told = (content: Content, { texts }: Pick<DeliveryDeps, 'texts'>): Content =>
  marked(introduced(content, texts) ?? content);

const asText = ({ text, entities }: Joined): TextContent => ({ kind: 'text', text, entities });

/**
 * What was edited after it was sent.
 *
 * I1 The counterpart is edited. Where Telegram does not allow that, or it stands in a thread that was replaced, what
 *    the message says now is sent as a reply to the counterpart, marked, and is the counterpart from then on.
 * I2 Nothing is sent for an edit that changes nothing.
 * I3 Whoever edited sees what did not get through.
 */
export const editInThread: Delivery<Kind<'editInThread'>> = {
  lane: () => 'group',
  needs: 'thread',
  async prepare({ from, content, isCommand }, attempt, deps) {
    const client = clientOf(attempt);
    const { groupId } = deps.chats;
    const linked = await deps.links.threadOf(client, from);
    // The team never had it, so it is news to them.
    if (linked === null) {
      return over(isCommand === true ? {} : { event: { type: 'client.wrote', message: from, content } });
    }
    if (linked.print === fingerprint(content) && !attempt.unsure) return over();
    if (await isOutdated(attempt, () => deps.said.versions(client, from))) return over();
    const goesOn = (rest: TextContent | null): DeskEffect[] =>
      rest === null ? [] : [{ kind: 'continueInThread', of: from, content: rest }];
    const refused = ({ reason }: Refused): Settlement => ({
      effects: [{ kind: 'returnToClient', message: from, what: 'edit' }],
      parked: reason,
    });
    const canEdit = !attempt.without.has('edit') && linked.message > rootOf(attempt);
    const shown = canEdit ? await shownInThread(from, content, linked.message, attempt, deps) : null;
    const { head, rest } = fitted(shown?.content ?? told(content, deps));
    const call = shown === null ? null : edit(head, groupId, linked.message);
    if (call !== null) {
      const context = { place: 'thread', repliesTo: null } as const;
      return {
        is: 'call',
        call,
        context,
        done: () => ({ links: shown?.links ?? [], effects: goesOn(rest) }),
        refused,
      };
    }
    const { reply, repliesTo } = await placeInThread({ replyTo: from }, null, attempt, deps);
    return {
      is: 'call',
      call: passAgain(head, { chat: client, message: from }, groupId, reply),
      context: { place: 'thread', repliesTo },
      done: ([thread]) => ({
        links: linkInThread(from, thread, content, attempt),
        effects: goesOn(rest),
      }),
      refused,
    };
  },
};

/** Null: others left in the same message, and it cannot be made to say all that. */
async function shownInThread(
  from: PrivateMessageId,
  content: Content,
  message: ThreadMessageId,
  attempt: Attempt,
  deps: DeliveryDeps,
): Promise<Shown | null> {
  const { parts = [] } = (await deps.links.privateOf(message)) ?? {};
  if (parts.length <= 1) {
    return { content: told(content, deps), links: linkInThread(from, message, content, attempt) };
  }
  if (content.kind !== 'text') return null;
  const joint = await jointInThread(clientOf(attempt), parts, deps, { from, content });
  if (joint === null) return null;
  return { content: asText(joint), links: linkJointInThread(joint, message, from, attempt) };
}

export const editAtClient: Delivery<Kind<'editAtClient'>> = {
  lane: (_effect, owner) => privateLane(owner),
  needs: 'nothing',
  async prepare({ from, content }, attempt, deps) {
    const client = clientOf(attempt);
    const [linked, givenUp] = await Promise.all([deps.links.privateOf(from), givenUpOf(from, attempt, deps)]);
    const print = fingerprint(content);
    // An edit in which nothing changed, perhaps of the mark itself (`TELEGRAM.md §1.5`).
    if (givenUp.some(({ effect }) => isWhole(effect) && fingerprint(effect.content) === print)) return over();
    const { effects: unmarked, ...voids } = voided(givenUp, attempt, from);
    if (linked?.client !== client) {
      const relay = givenUp.map(({ effect }) => effect).find(isRelay);
      return over(
        relay === undefined
          ? { effects: [answer(from, { key: 'edit-unknown' })] }
          : { ...voids, effects: [...unmarked, { ...relay, content }] },
      );
    }
    if (linked.print === print && !attempt.unsure) {
      const edits = givenUp.filter(({ effect }) => effect.kind === 'editAtClient');
      return over(voided(edits, attempt, from));
    }
    if (await isOutdated(attempt, () => deps.said.versionsOfComment(from))) return over();
    const canEdit = !attempt.without.has('edit');
    const shown = canEdit ? await shownAtClient(from, content, linked.message, attempt, deps) : null;
    const { head, rest } = fitted(shown?.content ?? marked(content));
    const call = shown === null ? null : edit(head, client, linked.message);
    const source = { chat: deps.chats.groupId, message: from };
    return {
      is: 'call',
      call:
        call ?? passAgain(head, source, client, await placeAtClient({ replyTo: from }, null, attempt, deps)),
      context: { place: 'person', repliesTo: null },
      done: ([message]) => ({
        links: call === null ? linkAtClient(from, message, content, attempt) : (shown?.links ?? []),
        ...voids,
        effects: [
          ...unmarked,
          ...(rest === null ? [] : [{ kind: 'continueAtClient', of: from, content: rest } as const]),
        ],
      }),
      refused: (why) =>
        isReachable(why)
          ? {
              ...voids,
              effects: [answer(from, { key: 'edit-not-delivered', reason: why.reason })],
              parked: why.reason,
            }
          : {
              ...voids,
              ...unreachable(why, attempt),
              effects: [{ kind: 'refuse', message: from, refusal: 'edit-unreachable' }],
            },
    };
  },
};

/** As in the thread, without marks. */
async function shownAtClient(
  from: ThreadMessageId,
  content: Content,
  message: PrivateMessageId,
  attempt: Attempt,
  deps: DeliveryDeps,
): Promise<Shown | null> {
  const { parts = [] } = (await deps.links.threadOf(clientOf(attempt), message)) ?? {};
  if (parts.length <= 1) return { content, links: linkAtClient(from, message, content, attempt) };
  if (content.kind !== 'text') return null;
  const joint = await jointAtClient(parts, deps, { from, content });
  if (joint === null) return null;
  return { content: asText(joint), links: linkJointAtClient(joint, message, from, attempt) };
}

/** Costs no call: it is a line for the thread, if the client has the comment as it was. */
export const withholdEdit: Delivery<Kind<'withholdEdit'>> = {
  lane: (_effect, owner) => privateLane(owner),
  needs: 'nothing',
  async prepare({ message, content, as }, attempt, deps) {
    const { links } = deps;
    const linked = await links.privateOf(message);
    const print = fingerprint(content);
    // What an outsider makes of a comment changes nothing about what an agent wanted said.
    const givenUp = as === 'not-team' ? [] : await givenUpOf(message, attempt, deps, albumOf(content));
    const { effects: unmarked, ...voids } = voided(givenUp, attempt, message);
    if (linked?.client !== clientOf(attempt)) {
      if (as === 'not-team') return over();
      if (as === 'note') return over({ ...voids, ...withheldAlbum(albumOf(content)), effects: unmarked });
      return over({ ...voids, effects: [...unmarked, answer(message, { key: 'edited-command' })] });
    }
    if (linked.print === print) return over();
    // Remembered, so that an echo of this edit is not answered again; with all that share the counterpart.
    const { client, message: counterpart } = linked;
    const comments = (await links.threadOf(client, counterpart))?.parts ?? [message];
    const remembered = comments.map(async (thread) => ({
      client,
      private: counterpart,
      thread,
      print: thread === message ? print : ((await links.privateOf(thread))?.print ?? ''),
    }));
    return over({
      ...voids,
      links: await Promise.all(remembered),
      effects: [...unmarked, answer(message, { key: `edited-${as}` })],
    });
  },
};

export const continueInThread: Delivery<Kind<'continueInThread'>> = {
  lane: () => 'group',
  needs: 'thread',
  async prepare({ of, content }, attempt, deps) {
    const { reply, repliesTo } = await placeInThread({ replyTo: of }, null, attempt, deps);
    return {
      is: 'call',
      call: passText(content, deps.chats.groupId, reply),
      context: { place: 'thread', repliesTo },
      done: () => ({}),
      refused: ({ reason }) => ({
        effects: [{ kind: 'returnToClient', message: of, what: 'edit' }],
        parked: reason,
      }),
    };
  },
};

export const continueAtClient: Delivery<Kind<'continueAtClient'>> = {
  lane: (_effect, owner) => privateLane(owner),
  needs: 'nothing',
  async prepare({ of, content }, attempt, deps) {
    const reply = await placeAtClient({ replyTo: of }, null, attempt, deps);
    return {
      is: 'call',
      call: passText(content, clientOf(attempt), reply),
      context: { place: 'person', repliesTo: null },
      done: () => voided([], attempt, of),
      refused: (why) =>
        isReachable(why)
          ? { effects: [answer(of, { key: 'edit-not-delivered', reason: why.reason })], parked: why.reason }
          : unreachable(why, attempt),
    };
  },
};

/** Not only the end of what was too long. */
const isWhole = ({ kind }: DeskEffect): boolean => kind !== 'continueAtClient';

const isRelay = (effect: DeskEffect): effect is Kind<'relayToClient'> => effect.kind === 'relayToClient';

const answer = (message: ThreadMessageId, reply: ThreadReply): DeskEffect => ({
  kind: 'replyInThread',
  message,
  reply,
});
