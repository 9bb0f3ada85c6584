import type { Content } from '../../../machines/content.ts';

/** In code points (`FACTS.md #44`). */
export const TEXT_LIMIT = 4096;
export const CAPTION_LIMIT = 1024;

export const limitOf = (content: Content): number => (content.kind === 'text' ? TEXT_LIMIT : CAPTION_LIMIT);
