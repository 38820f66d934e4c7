/**
 * What is selected in a log, as the messages were written: no times, ticks and days, and each line where it was.
 *
 * @param words the elements with a message's text each, in order
 */
export function selectedText(words, selection = getSelection()) {
  if (selection.rangeCount === 0 || selection.isCollapsed) return '';
  const selected = selection.getRangeAt(0);
  return words.filter(part => selected.intersectsNode(part)).map(part => textWithin(part, selected)).filter(Boolean).join('\n');
}

function textWithin(part, selected) {
  const range = document.createRange();
  range.selectNodeContents(part);
  if (selected.compareBoundaryPoints(Range.START_TO_START, range) > 0) range.setStart(selected.startContainer, selected.startOffset);
  if (selected.compareBoundaryPoints(Range.END_TO_END, range) < 0) range.setEnd(selected.endContainer, selected.endOffset);
  return range.toString();
}
