const letters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
/** An emoji of a family has 11 of them, and a letter under a heap of marks any number. */
const MOST_UNITS_EACH = 16;

/** The first letters of a text as a person counts them: no emoji is cut in half, nor a letter from its marks. Pure. */
export function beginning(text, most) {
  const bound = most * MOST_UNITS_EACH;
  let end = 0;
  for (const { index, segment } of letters.segment(text.slice(0, bound + MOST_UNITS_EACH))) {
    if (most-- === 0 || index + segment.length > bound) break;
    end = index + segment.length;
  }
  return text.slice(0, end);
}
