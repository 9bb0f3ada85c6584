import type { Content } from '../../../machines/content.ts';
import { prefixed } from './prefix.ts';
import { plain } from './words.ts';

/** In front of what a client has changed after the team could read it. */
export const EDITED = '✏️ ';

/** The content with its mark, or without where there is no room for one. */
export const marked = (content: Content): Content => prefixed(content, plain(EDITED)) ?? content;
