import { senderOf, snippetOf } from '../message/sender.js';
import { store } from '../store.js';
import { t } from './language.js';

/** Reads new messages of the open chats aloud, to those who listen to the page. */
export function createAnnouncer(live, onNews) {
  const known = new Map();

  /** Messages that came since the last call for the same chat, an album as one; none the first time. */
  function newIn(chat, messages) {
    const before = known.get(chat);
    const last = messages.at(-1)?.message_id ?? 0;
    known.set(chat, Math.max(last, before ?? 0));
    if (before === undefined) return [];
    const isNext = ({ media_group_id: album }, index) =>
      album !== undefined && messages[index - 1]?.media_group_id === album;
    return messages.filter((message, index) => message.message_id > before && !isNext(message, index));
  }

  const said = (message) => {
    const { name } = senderOf(message);
    return t('announcement', { name, text: snippetOf(message) });
  };

  return function announce() {
    const { state, choice } = store;
    const received = (userId) =>
      newIn(`p:${userId}`, state.chats[userId] ?? []).filter((message) => message.from?.id !== userId);
    const client = received(choice.clientId);
    const admin = received(choice.adminId);
    const comments =
      choice.postId === null ? [] : newIn(`t:${choice.postId}`, state.threads[choice.postId] ?? []);
    const posts = newIn(
      'posts',
      state.posts.map(({ message }) => message),
    );
    const sentences = [
      ...posts.map((message) => t('announcePost', { text: snippetOf(message) })),
      ...[...client, ...comments, ...admin].map(said),
    ];
    if (client.length > 0) onNews('client');
    if (posts.length + comments.length > 0) onNews('channel');
    if (admin.length > 0) onNews('admin');
    if (sentences.length > 0) live.replaceChildren(...sentences.map((sentence) => paragraph(sentence)));
  };
}

function paragraph(text) {
  const element = document.createElement('p');
  element.textContent = text;
  return element;
}
