/** Neither blanks, quotes and brackets, nor the marks that turn the direction of writing: they could hide where a link leads. */
const LINK = /\bhttps?:\/\/[^\s<>"\u200e\u200f\u202a-\u202e\u2066-\u2069]+/giu;
const TRAILING = /[.,;:!?'"»”’…*_~]+$/u;
const EMOJI = /^\s*(?:\p{RGI_Emoji}\s*)+$/v;
const MOST_LARGE = 6;

/** A text in pieces, in order: `{text}`, and `{text, href}` for what is a link. Pure. */
export function textParts(text) {
  const parts = [];
  let place = 0;
  for (const { 0: found, index } of text.matchAll(LINK)) {
    const link = withoutEnding(found);
    if (!isWeb(link)) continue;
    if (index > place) parts.push({ text: text.slice(place, index) });
    parts.push({ text: link, href: link });
    place = index + link.length;
  }
  if (place < text.length) parts.push({ text: text.slice(place) });
  return parts;
}

/** True for a few emoji and nothing else, which are shown large. */
export function isEmojiOnly(text) {
  return text.length <= 80 && EMOJI.test(text) && [...new Intl.Segmenter().segment(text.replace(/\s/g, ''))].length <= MOST_LARGE;
}

/** Punctuation at the end belongs to the sentence, and so does a bracket that was not opened in the link. */
function withoutEnding(link) {
  let kept = link.replace(TRAILING, '');
  while (/[)\]}]$/.test(kept) && count(kept, kept.at(-1)) > count(kept, { ')': '(', ']': '[', '}': '{' }[kept.at(-1)])) {
    kept = kept.slice(0, -1).replace(TRAILING, '');
  }
  return kept;
}

function count(text, letter) {
  return text.split(letter).length - 1;
}

function isWeb(link) {
  return URL.canParse(link) && ['http:', 'https:'].includes(new URL(link).protocol);
}
