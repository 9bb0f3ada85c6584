import { announce } from './announce.ts';
import type { Cancel } from './clock.ts';
import { chatKey, messageKey, pairKey } from './keys.ts';
import { postMessage } from './post-message.ts';
import type { CopyDoc, MessageDoc } from './shapes.ts';
import { chatOf, type Copies, messageOf, seconds, storeMessage, type World } from './world.ts';

/** In milliseconds. */
export type CopyDelayMs = number | readonly [least: number, most: number] | 'never';

const SPREAD = 0.618;

/**
 * `delay` after a channel's post Telegram forwards the post into the linked group. The copy is pinned without a
 * service message (FACTS.md #2). A post that is deleted before has no copy.
 */
export function createCopies(world: () => World, delay: CopyDelayMs): Copies {
  const timers = new Map<string, Cancel>();
  const withheld = createSwitch();
  const lost = createSwitch();

  /** In the place of chance, so that every run is the same. */
  function dueMs({ id }: MessageDoc, within: Exclude<CopyDelayMs, 'never'>): number {
    const [leastMs, mostMs] = typeof within === 'number' ? [within, within] : within;
    return world().clock.now() + leastMs + Math.round(((id * SPREAD) % 1) * (mostMs - leastMs));
  }

  function arm(key: string, copy: CopyDoc): void {
    timers.get(key)?.();
    timers.set(
      key,
      world().clock.setTimeout(
        () => {
          timers.delete(key);
          if (!withheld.isOn(copy.channelId)) release(key);
        },
        Math.max(0, copy.dueMs - world().clock.now()),
      ),
    );
  }

  function release(key: string): void {
    const copy = world().docs.get('copy', key);
    if (copy === undefined) return;
    world().docs.act(() => {
      world().docs.delete('copy', key);
      const post = messageOf(world(), chatKey(copy.channelId), copy.messageId);
      if (post !== undefined && !lost.isOn(copy.channelId)) forwardPost(world(), post);
    });
  }

  return {
    schedule(post) {
      if (
        lost.isOn(post.chatId) ||
        delay === 'never' ||
        chatOf(world(), post.chatId)?.linkedChatId === undefined
      )
        return;
      const key = pairKey(post.chatId, post.id);
      const copy = { channelId: post.chatId, messageId: post.id, dueMs: dueMs(post, delay) };
      world().docs.put('copy', key, copy);
      arm(key, copy);
    },
    resume() {
      for (const [key, copy] of world().docs.all('copy')) arm(key, copy);
    },
    lose: (isLost, channelId) => lost.set(isLost, channelId),
    withhold(isWithheld, channelId) {
      withheld.set(isWithheld, channelId);
      for (const [key, copy] of world().docs.all('copy')) {
        if (!timers.has(key) && !withheld.isOn(copy.channelId)) release(key);
      }
    },
    close() {
      for (const cancel of timers.values()) cancel();
      timers.clear();
    },
  };
}

/** On for all channels, or for some. Off for all switches every channel off. */
function createSwitch(): { set(on: boolean, channelId?: number): void; isOn(channelId: number): boolean } {
  const channels = new Set<number>();
  let isOnForAll = false;
  return {
    set(on, channelId) {
      if (channelId === undefined) {
        isOnForAll = on;
        if (!on) channels.clear();
      } else if (on) channels.add(channelId);
      else channels.delete(channelId);
    },
    isOn: (channelId) => isOnForAll || channels.has(channelId),
  };
}

function forwardPost(world: World, post: MessageDoc): void {
  const groupId = chatOf(world, post.chatId)?.linkedChatId;
  if (groupId === undefined) return;
  const copy = postMessage(world, {
    key: chatKey(groupId),
    chatId: groupId,
    author: post.chatId,
    senderChat: post.chatId,
    editDate: seconds(world),
    content: post.content,
    copyOf: { chatId: post.chatId, messageId: post.id, date: post.date, signature: post.signature },
    albumId: albumOfCopy(world, post),
  });
  world.docs.put('pin', messageKey(copy.key, copy.id), { key: copy.key, messageId: copy.id });
}

/** The album id of a copy; undefined: the copies are no album. */
function albumOfCopy({ assumptions }: World, { albumId }: MessageDoc): string | undefined {
  const isAlbum = albumId !== undefined && assumptions.albumCopies === 'together';
  return isAlbum ? String(BigInt(albumId) + 1n) : undefined;
}

/** The copy follows an edited post. The bot gets the edit of the copy, also after an edit by the bot itself. */
export function mirrorEdit(world: World, post: MessageDoc): void {
  const copyId = world.index.copy(post.chatId, post.id);
  const groupId = chatOf(world, post.chatId)?.linkedChatId;
  if (copyId === undefined || groupId === undefined) return;
  const copy = messageOf(world, chatKey(groupId), copyId);
  // The channel may be linked to another group by now.
  if (copy?.copyOf?.messageId !== post.id) return;
  const edited = { ...copy, content: post.content, editDate: seconds(world) };
  storeMessage(world, edited);
  announce(world, edited, true);
}
