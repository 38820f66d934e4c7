package org.distrisocks.devservices.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.distrisocks.devservices.service.DevServiceException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrphanSweepTests {

    private static final String DEAD = "1@of an earlier boot";

    @TempDir
    private Path folder;

    private Path data;
    private Process child;

    @BeforeEach
    void startAChild() throws IOException {
        data = folder.resolve("data");
        Files.createDirectories(data.resolve("postgresql"));
        child = new ProcessBuilder("sleep", "60").start();
    }

    @AfterEach
    void endTheChild() throws InterruptedException {
        child.destroyForcibly().waitFor();
    }

    @Test
    void endsTheChildOfADeadOwnerAndDeletesItsTemporaryData() throws Exception {
        Path record = record(DEAD, true, "child.redis=" + identity());

        sweep();

        assertThat(child.waitFor()).isNotZero();
        assertThat(data).doesNotExist();
        assertThat(record).doesNotExist();
    }

    @Test
    void leavesKeptData() throws Exception {
        Path record = record(DEAD, false, "child.redis=" + identity());

        sweep();

        assertThat(child.waitFor()).isNotZero();
        assertThat(data).exists();
        assertThat(record).doesNotExist();
    }

    @Test
    void sparesTheChildOfALivingOwner() throws Exception {
        Path record = record(ProcessIdentity.self().toString(), true, "child.redis=" + identity());

        sweep();

        assertThat(child.isAlive()).isTrue();
        assertThat(data).exists();
        assertThat(record).exists();
    }

    @Test
    void sparesAProcessThatHasThePidOfADeadChild() throws Exception {
        record(DEAD, true, "child.redis=" + child.pid() + "@earlier");

        sweep();

        assertThat(child.isAlive()).isTrue();
    }

    @Test
    void endsAPostgresThatItsOwnerHadNoTimeToNote() throws Exception {
        record(DEAD, true, "");
        postmasterFile(child.info().startInstant().orElseThrow());

        sweep();

        assertThat(child.waitFor()).isNotZero();
    }

    @Test
    void sparesAProcessThatHasThePidOfADeadPostgres() throws Exception {
        record(DEAD, true, "");
        postmasterFile(child.info().startInstant().orElseThrow().minusSeconds(60));

        sweep();

        assertThat(child.isAlive()).isTrue();
    }

    @Test
    void refusesADirectoryThatALivingOwnerUses() throws Exception {
        record(ProcessIdentity.self().toString(), false, "");

        assertThatExceptionOfType(DevServiceException.class)
                .isThrownBy(() -> new OrphanSweep(folder).runFor(data))
                .withMessage(
                        "data directory: %s is in use by process %d",
                        data, ProcessHandle.current().pid());
    }

    @Test
    void temporaryDirectoryLivesAsLongAsItsHome() {
        EmbeddedHome home = EmbeddedHome.open(null);
        assertThat(home.directory()).isEmptyDirectory();

        home.close();
        home.close();

        assertThat(home.directory()).doesNotExist();
    }

    private void sweep() throws IOException {
        new OrphanSweep(folder).runFor(folder.resolve("another"));
    }

    private ProcessIdentity identity() {
        return ProcessIdentity.of(child.pid()).orElseThrow();
    }

    private Path record(String owner, boolean temporary, String children) throws IOException {
        return Files.write(
                folder.resolve("theirs.owner"),
                List.of("owner=" + owner, "directory=" + data, "temporary=" + temporary, children));
    }

    private void postmasterFile(Instant started) throws IOException {
        Files.write(
                data.resolve("postgresql").resolve("postmaster.pid"),
                List.of(Long.toString(child.pid()), "directory", Long.toString(started.getEpochSecond())));
    }
}
