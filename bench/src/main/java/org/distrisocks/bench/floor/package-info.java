/** What the parts of a message cost by themselves, at their best: below their sum nothing can go that uses them. */
@NullMarked
package org.distrisocks.bench.floor;

import org.jspecify.annotations.NullMarked;
