/** Blanks, what Unicode calls ignorable (joiners, marks of direction, fillers, variation selectors, tags), controls, and an empty Braille cell. */
const NOTHING_TO_SEE = /^[\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}\u2800\ufff9-\ufffb]*$/u;
const letters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
/** An emoji of a family has 11 of them, and a letter under a heap of marks any number. */
const MOST_UNITS_EACH = 16;

/** True if a reader would see nothing of the text. Pure. */
export function isBlank(text) {
  return NOTHING_TO_SEE.test(text);
}

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
