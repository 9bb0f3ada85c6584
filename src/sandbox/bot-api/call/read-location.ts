import type { Location } from '@grammyjs/types';
import { badRequest } from '../api-error.ts';
import { present } from '../../world/world.ts';
import { numberArgument } from './arguments.ts';
import type { Call } from './call.ts';

export function readLocation({ args }: Call): Location {
  const latitude = numberArgument(args, 'latitude');
  const longitude = numberArgument(args, 'longitude');
  if (latitude === undefined || Math.abs(latitude) > 90) throw badRequest('wrong latitude');
  if (longitude === undefined || Math.abs(longitude) > 180) throw badRequest('wrong longitude');
  return present({
    latitude,
    longitude,
    horizontal_accuracy: numberArgument(args, 'horizontal_accuracy'),
    live_period: numberArgument(args, 'live_period'),
    heading: numberArgument(args, 'heading'),
    proximity_alert_radius: numberArgument(args, 'proximity_alert_radius'),
  }) as Location;
}
