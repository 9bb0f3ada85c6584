import type { DeskEffect } from '../../actor/effects.ts';
import { privateLane } from '../lanes.ts';
import { type Attempt, type Delivery, type DeliveryDeps, over, type Settlement } from './delivery.ts';

/** An album is one message to whoever sends it, and comes as several (`TELEGRAM.md §1.7`), some of them perhaps late. */

type Kind<K extends string> = Extract<DeskEffect, { kind: K }>;
type Deps = Pick<DeliveryDeps, 'links'>;

/** Stands where the first item's counterpart would. */
const NOWHERE = 0;

/** None of it is to reach the client, nor what comes of it later. */
export const withheldAlbum = (album: string | null): Pick<Settlement, 'album'> =>
  album === null ? {} : { album: { id: album, message: NOWHERE } };

export const isWithheld = async (
  album: string | null,
  { entry }: Attempt,
  { links }: Deps,
): Promise<boolean> => album !== null && (await links.albumAt(entry.owner, album)) === NOWHERE;

/** Costs no call, and leaves before the items behind it. */
export const withholdAlbum: Delivery<Kind<'withholdAlbum'>> = {
  lane: (_effect, owner) => privateLane(owner),
  needs: 'nothing',
  prepare: ({ album }) => over(withheldAlbum(album)),
};

/** What is said about an album is said under the first of its items. */
const toldAbout = (album: string): string => `told ${album}`;

export const wasTold = async (
  album: string | undefined,
  { entry }: Attempt,
  { links }: Deps,
): Promise<boolean> => album !== undefined && (await links.albumAt(entry.owner, toldAbout(album))) !== null;

export const nowTold = (album: string | undefined, message: number | undefined): Pick<Settlement, 'album'> =>
  album === undefined || message === undefined ? {} : { album: { id: toldAbout(album), message } };
