/**
 * Neither blanks, quotes and what CJK writing puts between sentences and around words, nor the marks that turn the direction
 * of writing: they could hide where a link leads.
 */
const LINK = /\bhttps?:\/\/[^\s<>"`“”„«»‹›\u200e\u200f\u202a-\u202e\u2066-\u2069\u3000-\u303f\uff01\uff08\uff09\uff0c\uff0e\uff1a\uff1b\uff1f\uff3b\uff3d\uff5b-\uff65]+/giu;
/** What is longer is no link for a person, and would be read again at each `http` within it. */
const LONGEST = 2_048;
const ENDING = /[[\p{Po}\p{Pf}\p{Pi}_~]--[\/%#&@\\]]/v;
const OPENERS = { ')': '(', ']': '[', '}': '{' };
/** A host whose last label is Latin and goes on in letters of another writing: there the sentence has gone on without a blank. */
const LATIN_HOST = /^https?:\/\/[\w.~%:@-]*?\.[a-z]{2,}(?::\d+)?(?=[^\p{ASCII}\p{sc=Latin}\p{M}])/iu;
const EMOJI = /^\s*(?:\p{RGI_Emoji}\s*)+$/v;
const MOST_LARGE = 6;

/** A text in pieces, in order: `{text}`, and `{text, href}` for what is a link. Pure. */
export function textParts(text) {
  const parts = [];
  let place = 0;
  LINK.lastIndex = 0;
  for (let match = LINK.exec(text); match; match = LINK.exec(text)) {
    if (match[0].length > LONGEST) continue;
    const link = withoutEnding(match[0]);
    LINK.lastIndex = match.index + link.length;
    if (!isWeb(link)) continue;
    if (match.index > place) parts.push({ text: text.slice(place, match.index) });
    parts.push({ text: link, href: link });
    place = match.index + link.length;
  }
  if (place < text.length) parts.push({ text: text.slice(place) });
  return parts;
}

/** True for a few emoji and nothing else, which are shown large. */
export function isEmojiOnly(text) {
  return text.length <= 80 && EMOJI.test(text) && [...new Intl.Segmenter().segment(text.replace(/\s/g, ''))].length <= MOST_LARGE;
}

/** Punctuation at the end belongs to the sentence, and so does a bracket that was not opened in the link, with all behind it. */
function withoutEnding(found) {
  const link = LATIN_HOST.exec(found)?.[0] ?? found;
  let end = foreignBracket(link);
  while (ENDING.test(link[end - 1])) end--;
  return link.slice(0, end);
}

/** The place of the first bracket that closes none of the link, else its end. */
function foreignBracket(link) {
  const open = [];
  for (let place = 0; place < link.length; place++) {
    const letter = link[place];
    if ('([{'.includes(letter)) open.push(letter);
    if (letter in OPENERS && open.pop() !== OPENERS[letter]) return place;
  }
  return link.length;
}

function isWeb(link) {
  return URL.canParse(link) && ['http:', 'https:'].includes(new URL(link).protocol);
}
