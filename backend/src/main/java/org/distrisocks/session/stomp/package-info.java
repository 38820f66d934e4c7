/** STOMP 1.0, 1.1 and 1.2 on the wire: frames to bytes and back, nothing of what they mean. */
@NullMarked
package org.distrisocks.session.stomp;

import org.jspecify.annotations.NullMarked;
