/** Every rule that STOMP 1.0, 1.1 and 1.2 put on a server, on the wire of a real pod; what they are is told in docs/stomp.md. */
@NullMarked
package org.distrisocks.session.conformance;

import org.jspecify.annotations.NullMarked;
