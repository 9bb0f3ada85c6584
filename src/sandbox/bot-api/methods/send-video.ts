import type { Method } from '../call/call.ts';
import { sendFile } from '../call/send-file.ts';

export const sendVideo: Method = (call) => sendFile(call, 'video');
