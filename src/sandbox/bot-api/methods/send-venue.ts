import type { Venue } from '@grammyjs/types';
import { badRequest } from '../api-error.ts';
import { has, textArgument } from '../call/arguments.ts';
import type { Method } from '../call/call.ts';
import { readLocation } from '../call/read-location.ts';
import { sendContent } from '../call/send-content.ts';
import { present } from '../../world/world.ts';

export const sendVenue: Method = (call) => {
  const optional = (name: string): string | undefined =>
    has(call.args, name) ? textArgument(call.args, name) : undefined;
  const title = textArgument(call.args, 'title');
  const address = textArgument(call.args, 'address');
  if (title === '' || address === '') throw badRequest('title and address must be non-empty');
  const venue = present({
    location: readLocation(call),
    title,
    address,
    foursquare_id: optional('foursquare_id'),
    foursquare_type: optional('foursquare_type'),
    google_place_id: optional('google_place_id'),
    google_place_type: optional('google_place_type'),
  }) as Venue;
  return sendContent(call, { kind: 'venue', venue });
};
