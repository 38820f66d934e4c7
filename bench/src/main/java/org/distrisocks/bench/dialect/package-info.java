/** How each server is spoken to: what a user's session says and what it is told, as marks of messages. */
@NullMarked
package org.distrisocks.bench.dialect;

import org.jspecify.annotations.NullMarked;
