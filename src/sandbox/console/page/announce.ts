import type { SeenMessage } from '../../control/state.ts';
import { senderOf, snippetOf } from '../message/sender.ts';
import { looseIn, threadKey } from '../boards.ts';
import { commentsOf, loaded, openBoard, posts, store, type View } from '../store.ts';
import { h } from './element.ts';
import { t } from './language.ts';

/** Reads new messages of the open chats aloud in a screen reader. `onNews` names the pane of a new message. */
export function createAnnouncer(live: HTMLElement, onNews: (view: View) => void): () => void {
  const known = new Map<string, number>();

  /** Messages since the last call for the same chat, an album as one; none at the first call. */
  function newIn(chat: string, messages: readonly SeenMessage[]): SeenMessage[] {
    const before = known.get(chat);
    const last = messages.at(-1)?.message_id ?? 0;
    known.set(chat, Math.max(last, before ?? 0));
    if (before === undefined) return [];
    const isNext = ({ media_group_id: album }: SeenMessage, index: number): boolean =>
      album !== undefined && messages[index - 1]?.media_group_id === album;
    return messages.filter((message, index) => message.message_id > before && !isNext(message, index));
  }

  const said = (message: SeenMessage): string =>
    t('announcement', { name: senderOf(message).name, text: snippetOf(message) });

  return function announce() {
    const { chats } = loaded();
    const { channelId } = openBoard();
    const { clientId, agentId, postId, showsGroup } = store.choice;
    const received = (userId: number | null): SeenMessage[] =>
      userId === null
        ? []
        : newIn(`p:${userId}`, chats[userId] ?? []).filter((message) => message.from?.id !== userId);
    const client = received(clientId);
    const agent = received(agentId);
    const comments = postId === null ? [] : newIn(threadKey(channelId, postId), commentsOf(postId));
    const loose = showsGroup ? newIn(`g:${channelId}`, looseIn(loaded(), channelId)) : [];
    const newPosts = newIn(
      `posts:${channelId}`,
      posts().map(({ message }) => message),
    );
    const sentences = [
      ...newPosts.map((message) => t('announcePost', { text: snippetOf(message) })),
      ...[...client, ...comments, ...loose, ...agent].map(said),
    ];
    if (client.length > 0) onNews('client');
    if (newPosts.length + comments.length > 0) onNews('channel');
    if (agent.length > 0) onNews('agent');
    if (sentences.length > 0) live.replaceChildren(...sentences.map((sentence) => h('p', {}, sentence)));
  };
}
