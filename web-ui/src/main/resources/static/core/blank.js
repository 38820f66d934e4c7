/** Blanks, what Unicode calls ignorable (joiners, marks of direction, fillers, variation selectors, tags), controls, and an empty Braille cell. */
const NOTHING_TO_SEE = /^[\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}\u2800\ufff9-\ufffb]*$/u;

/** True if a reader would see nothing of the text. Pure. */
export function isBlank(text) {
  return NOTHING_TO_SEE.test(text);
}
