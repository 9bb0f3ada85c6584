import type { Method } from '../call/call.ts';
import { readLocation } from '../call/read-location.ts';
import { sendContent } from '../call/send-content.ts';

export const sendLocation: Method = (call) =>
  sendContent(call, { kind: 'location', location: readLocation(call) });
