import { createHash } from 'node:crypto';
import type { Buttons, Content } from '../../../machines/content.ts';

/**
 * Equal for two contents that look the same. Telegram reports edits without a change (`FACTS.md #18`), and a
 * file's id differs every time. Twelve characters of a hash: a collision would only lose an edit.
 */
export function fingerprint(content: Content): string {
  return createHash('sha256')
    .update(JSON.stringify(seen(content)))
    .digest('base64url')
    .slice(0, 12);
}

function seen(content: Content): unknown[] {
  switch (content.kind) {
    case 'text':
      return [content.text, content.entities, content.linkPreview ?? null, ...buttonsIn(content)];
    case 'media':
      return [
        content.uniqueId,
        content.caption ?? '',
        content.captionEntities ?? [],
        content.spoiler ?? false,
        content.captionAbove ?? false,
        ...buttonsIn(content),
      ];
    case 'copied':
    case 'refused':
      return [content.what];
  }
}

const buttonsIn = ({ buttons }: { buttons?: Buttons }): unknown[] =>
  buttons === undefined ? [] : [buttons.urls];
