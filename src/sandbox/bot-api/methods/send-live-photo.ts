import type { Method } from '../call/call.ts';
import { sendFile } from '../call/send-file.ts';

export const sendLivePhoto: Method = (call) => sendFile(call, 'live_photo');
