import { textParts } from '../core/text-parts.js';
import { element } from './element.js';

/** The text with its links made to be clicked; nodes, never HTML. A page that is opened so learns nothing of this one. */
export function richText(text) {
  return textParts(text).map(({ text: words, href }) =>
    href ? element('a', { href, target: '_blank', rel: 'noopener noreferrer nofollow', dir: 'ltr' }, words) : words);
}
