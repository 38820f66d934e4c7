package org.distrisocks.cluster;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

/** Tests, and the main code of their modules, wait for something, never for a time. */
class WaitingTests {

    /**
     * {@code Poll} says for what. Time is what the others are made of: a load of so many messages a second, the pause
     * between two attempts to connect, a slow network, a slow pod.
     */
    private static final String WAIT_FOR_TIME =
            ".*\\.(service\\.Poll|traffic\\.Traffic|traffic\\.GoodClient|fault\\.DrainIT|fault\\.TcpProxy.*|agent\\.FailPoints)";

    @Test
    void nobodySleepsByAnyName() {
        noClasses()
                .that()
                .haveNameNotMatching(WAIT_FOR_TIME)
                .should()
                .callMethodWhere(describe("it sleeps", WaitingTests::sleeps))
                .check(new ClassFileImporter()
                        .importPackages("org.distrisocks.cluster", "org.distrisocks.devservices"));
    }

    private static boolean sleeps(JavaMethodCall call) {
        String method = call.getTargetOwner().getSimpleName() + '.' + call.getName();
        return method.matches("(Thread|TimeUnit)\\.sleep|LockSupport\\.park.*");
    }
}
