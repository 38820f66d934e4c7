package org.distrisocks.cluster.fault.agent;

import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.named;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.Arrays;
import java.util.Optional;
import java.util.jar.JarFile;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.agent.builder.ResettableClassFileTransformer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.utility.JavaModule;
import org.jspecify.annotations.Nullable;

/**
 * Weaves {@link FailPoint}s and {@link Breakage}s into a running pod, as its argument says: {@code
 * after-insert:kill:3,sweep-off}. It takes none of them if one has no place in the pod's code.
 */
public final class FaultAgent {

    private static final int CANNOT_WEAVE = 70;

    private static @Nullable Instrumentation instrumentation;
    private static @Nullable ResettableClassFileTransformer woven;

    private FaultAgent() {}

    /**
     * Takes out what was woven in before; called by the JVM for each {@link Hook}.
     *
     * @param another each time, and knows nothing of what was done by those before
     */
    public static synchronized void agentmain(String argument, Instrumentation another) throws IOException {
        if (instrumentation == null) {
            instrumentation = another;
        }
        if (woven != null && !woven.reset(instrumentation, AgentBuilder.RedefinitionStrategy.RETRANSFORMATION)) {
            throw new IllegalStateException("fault agent: what is woven in cannot be taken out");
        }
        woven = argument.isEmpty() ? null : weaveAll(argument.split(",")).installOn(instrumentation);
    }

    private static AgentBuilder weaveAll(String[] orders) throws IOException {
        AgentBuilder agent = new AgentBuilder.Default()
                .disableClassFormatChanges()
                .with(AgentBuilder.RedefinitionStrategy.RETRANSFORMATION)
                .with(new HaltOnError());
        try (JarFile backend = new JarFile(System.getProperty("java.class.path"))) {
            for (String order : orders) {
                agent = weave(agent, order, backend);
            }
        }
        return agent;
    }

    private static AgentBuilder weave(AgentBuilder agent, String order, JarFile backend) throws IOException {
        String label = order.split(":", -1)[0];
        Optional<Breakage> breakage = Arrays.stream(Breakage.values())
                .filter(each -> each.label().equals(label))
                .findFirst();
        if (breakage.isPresent()) {
            Target target = breakage.get().target();
            target.require(backend);
            return advise(agent, target, Advice.to(breakage.get().advice()));
        }
        FailPoint point = Arrays.stream(FailPoint.values())
                .filter(each -> each.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("fault agent: there is no fail point " + label));
        point.target().require(backend);
        FailPoints.arm(order);
        Class<?> advice = point.onEnter() ? Advices.HitOnEnter.class : Advices.HitOnExit.class;
        return advise(
                agent,
                point.target(),
                Advice.withCustomMapping().bind(Advices.Label.class, label).to(advice));
    }

    private static AgentBuilder advise(AgentBuilder agent, Target target, Advice advice) {
        boolean constructor = target.method().equals(Target.CONSTRUCTOR);
        return agent.type(named(target.type()))
                .transform((builder, _, _, _, _) ->
                        builder.visit(advice.on(constructor ? isConstructor() : named(target.method()))));
    }

    /** Else the class would be used as it is, and the test would prove nothing. */
    private static final class HaltOnError extends AgentBuilder.Listener.Adapter {

        @Override
        public void onTransformation(
                TypeDescription type,
                @Nullable ClassLoader loader,
                @Nullable JavaModule module,
                boolean loaded,
                net.bytebuddy.dynamic.DynamicType dynamicType) {
            System.out.println("fault agent: woven into " + type.getName());
        }

        @Override
        public void onError(
                String type,
                @Nullable ClassLoader loader,
                @Nullable JavaModule module,
                boolean loaded,
                Throwable failure) {
            if (type.startsWith("org.distrisocks.")) {
                System.err.println("fault agent: " + type + " cannot be woven: " + failure);
                Runtime.getRuntime().halt(CANNOT_WEAVE);
            }
        }
    }
}
