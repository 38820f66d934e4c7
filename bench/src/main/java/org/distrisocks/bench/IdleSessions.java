package org.distrisocks.bench;

import java.util.List;
import org.distrisocks.bench.cost.JavaHeap;
import org.distrisocks.bench.cost.ProcessTree;
import org.distrisocks.bench.load.Crowd;
import org.distrisocks.bench.report.Figures;
import org.distrisocks.bench.server.Target;
import org.distrisocks.bench.wire.EventLoop;

/** What sessions that do nothing take of the memory of the JVMs that hold them. */
final class IdleSessions {

    private final Target target;
    private final EventLoop loop;
    private final int count;
    private final int first;

    /** @param first the number of the first of their users, who are nobody else's */
    IdleSessions(Target target, EventLoop loop, int count, int first) {
        this.target = target;
        this.loop = loop;
        this.count = count;
        this.first = first;
    }

    void measure(Figures figures) throws InterruptedException {
        Memory before = memory();
        try (Crowd crowd = Crowd.connect(loop, target.urls(), target.dialect(), first, count)) {
            Memory after = memory();
            crowd.requireConnected();
            figures.add("idle: resident memory, KiB a session", (after.resident - before.resident) / 1024.0 / count);
            figures.add("idle: live heap, KiB a session", (after.heap - before.heap) / 1024.0 / count);
        }
    }

    private Memory memory() throws InterruptedException {
        List<ProcessTree> holders = target.parts().values().iterator().next();
        long heap = 0;
        long resident = 0;
        for (ProcessTree holder : holders) {
            heap += JavaHeap.liveBytes(holder.root());
            resident += holder.residentBytes();
        }
        return new Memory(heap, resident);
    }

    private record Memory(long heap, long resident) {}
}
