import { t } from '../page/language.ts';
import { notice } from '../page/notice.ts';
import { act, showMore } from '../server.ts';
import { choose, isOut, loaded, refresh, store, userOf } from '../store.ts';
import { postIdOfLink, postOfLink, startOfLink } from '../telegram-links.ts';

/** Opens links of messages for one reader. True: the page itself opens the link. */
export const openLink =
  (readerId: number | undefined) =>
  (url: string): boolean => {
    const payload = startOfLink(url, loaded());
    if (payload === null || readerId === undefined) return openPost(url);
    void startBot(readerId, payload);
    return true;
  };

/** Starts the bot by a link with a parameter, and shows the person's chat with the bot. */
export async function startBot(userId: number, payload: string): Promise<void> {
  if ((await act('start', { userId, payload })).ok) showPerson(userId);
}

/** True: the link means a post of the channel, and the page opens the post. */
function openPost(url: string): boolean {
  const post = postOfLink(url, loaded());
  const postId = postIdOfLink(url, loaded());
  if (post !== null) choose({ postId: post.id, view: 'channel' });
  else if (postId !== null) void openOlderPost(postId);
  else return false;
  return true;
}

/** Opens a post that may be older than all shown posts. */
async function openOlderPost(id: number): Promise<void> {
  const isShown = (): boolean => loaded().posts.some((post) => post.id === id);
  while (!isShown() && loaded().longer.includes('posts')) {
    if (!(await showMore('posts')).ok) return;
    await refresh();
  }
  if (isShown()) choose({ postId: id, view: 'channel' });
  else notice(t('errorNotThere'));
}

/** Shows a person's chat with the bot: a client's phone, or the private chat of a member of the team. */
export function showPerson(userId: number): void {
  const user = store.state === null ? undefined : userOf(store.state, userId);
  if (user === undefined) return;
  if (isOut(user)) choose({ clientId: userId, view: 'client' });
  else choose({ agentId: userId, view: 'agent' });
}
