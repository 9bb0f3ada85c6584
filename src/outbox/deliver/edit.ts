import type { TextContent } from '../../../machines/content.ts';
import type { DeskEffect } from '../../actor/effects.ts';
import { fingerprint } from '../fingerprint.ts';
import { privateLane } from '../lanes.ts';
import { marked } from '../render/edited.ts';
import { introduced } from '../render/forwarded.ts';
import type { Joined } from '../render/joined.ts';
import { clientOf, type Delivery, over } from './delivery.ts';
import { jointAtClient, jointInThread, linkJointAtClient, linkJointInThread } from './joint.ts';
import { linkAtClient, linkInThread } from './link.ts';
import { editCall } from './pass-on.ts';

const asText = ({ text, entities }: Joined): TextContent => ({ kind: 'text', text, entities });

type Kind<K extends string> = Extract<DeskEffect, { kind: K }>;

export const editInThread: Delivery<Kind<'editInThread'>> = {
  lane: () => 'group',
  needs: 'thread',
  async prepare({ from, content }, attempt, deps) {
    const linked = await deps.links.threadOf(clientOf(attempt), from);
    if (linked === null || linked.print === fingerprint(content)) return over();
    const { parts = [] } = (await deps.links.privateOf(linked.message)) ?? {};
    if (parts.length > 1 && content.kind === 'text') {
      const joint = await jointInThread(clientOf(attempt), parts, deps, { from, content });
      if (joint !== null) {
        const links = linkJointInThread(joint, linked.message, from, attempt);
        return editCall(asText(joint), deps.chats.groupId, linked.message, { place: 'thread', links });
      }
    }
    const links = linkInThread(from, linked.message, content, attempt);
    return editCall(marked(introduced(content, deps.texts) ?? content), deps.chats.groupId, linked.message, {
      place: 'thread',
      links,
    });
  },
};

export const editAtClient: Delivery<Kind<'editAtClient'>> = {
  lane: (_effect, owner) => privateLane(owner),
  needs: 'nothing',
  async prepare({ from, content }, attempt, deps) {
    const linked = await deps.links.privateOf(from);
    const client = clientOf(attempt);
    if (linked?.client !== client || linked.print === fingerprint(content)) return over();
    const { parts = [] } = (await deps.links.threadOf(client, linked.message)) ?? {};
    if (parts.length > 1 && content.kind === 'text') {
      const joint = await jointAtClient(parts, deps, { from, content });
      if (joint !== null) {
        const links = linkJointAtClient(joint, linked.message, from, attempt);
        return editCall(asText(joint), client, linked.message, { place: 'person', links });
      }
    }
    const links = linkAtClient(from, linked.message, content, attempt);
    return editCall(content, client, linked.message, { place: 'person', links });
  },
};
