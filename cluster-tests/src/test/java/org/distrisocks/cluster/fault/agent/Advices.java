package org.distrisocks.cluster.fault.agent;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Code that Byte Buddy copies into the methods of a pod. */
final class Advices {

    private Advices() {}

    /** The label of the fail point. */
    @Retention(RetentionPolicy.RUNTIME)
    @interface Label {}

    static final class HitOnEnter {

        private HitOnEnter() {}

        @Advice.OnMethodEnter
        static void enter(@Label String label) {
            FailPoints.hit(label);
        }
    }

    static final class HitOnExit {

        private HitOnExit() {}

        @Advice.OnMethodExit
        static void exit(@Label String label) {
            FailPoints.hit(label);
        }
    }

    static final class Skip {

        private Skip() {}

        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static boolean enter() {
            return true;
        }
    }

    static final class ReturnTrue {

        private ReturnTrue() {}

        @Advice.OnMethodExit
        @SuppressWarnings("UnusedVariable") // What is assigned is returned.
        static void exit(@Advice.Return(readOnly = false) boolean answer) {
            answer = true;
        }
    }

    static final class RunWritten {

        private RunWritten() {}

        @Advice.OnMethodEnter
        static void enter(@Advice.Argument(3) Runnable written) {
            written.run();
        }
    }

    static final class NoClientId {

        private NoClientId() {}

        @Advice.OnMethodEnter
        static void enter(@Advice.Argument(value = 3, readOnly = false) @Nullable String clientId) {
            clientId = null;
        }
    }
}
