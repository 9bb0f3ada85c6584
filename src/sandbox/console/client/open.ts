import { t } from '../page/language.ts';
import { notice } from '../page/notice.ts';
import { showMore } from '../server.ts';
import { choose, isOut, loaded, refresh, store, userOf } from '../store.ts';
import { postIdOfLink, postOfLink } from '../telegram-links.ts';

/** Opens links of messages for one reader. True: the page itself opens the link. */
export const openLink =
  (_readerId: number | undefined) =>
  (url: string): boolean =>
    openPost(url);

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

/** Shows the phone of a named client. */
export function showPerson(userId: number): void {
  const user = store.state === null ? undefined : userOf(store.state, userId);
  if (user !== undefined && isOut(user)) choose({ clientId: userId, view: 'client' });
}
