import type { Attempt, DeliveryContext, DeliveryOutcome } from '../delivery.ts';

/** An album is a single message to the author, and arrives as several messages (`FACTS.md #25`), some perhaps late. */

type Context = Pick<DeliveryContext, 'links'>;

/** Stored in place of the first item's counterpart. */
const NOWHERE = 0;

/** No item of the album may reach the client, nor a later change of an item. */
export const withheldAlbum = (album: string | null): Pick<DeliveryOutcome, 'album'> =>
  album === null ? {} : { album: { id: album, message: NOWHERE } };

export const isWithheld = async (
  album: string | null,
  { entry }: Attempt,
  { links }: Context,
): Promise<boolean> => album !== null && (await links.albumAt(entry.owner, album)) === NOWHERE;

/** Name that remembers the first answer about an album; later answers are left out. */
const answered = (album: string): string => `told ${album}`;

export const wasAnswered = async (
  album: string | undefined,
  { entry }: Attempt,
  { links }: Context,
): Promise<boolean> => album !== undefined && (await links.albumAt(entry.owner, answered(album))) !== null;

export const nowAnswered = (
  album: string | undefined,
  message: number | undefined,
): Pick<DeliveryOutcome, 'album'> =>
  album === undefined || message === undefined ? {} : { album: { id: answered(album), message } };

/** Remembers the first item, so that a late item finds the album. */
export const albumSent = (album: string | null, first: number | undefined): Pick<DeliveryOutcome, 'album'> =>
  album === null || first === undefined ? {} : { album: { id: album, message: first } };
