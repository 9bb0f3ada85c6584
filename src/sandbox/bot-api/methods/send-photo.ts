import type { Method } from '../call/call.ts';
import { sendFile } from '../call/send-file.ts';

export const sendPhoto: Method = (call) => sendFile(call, 'photo');
