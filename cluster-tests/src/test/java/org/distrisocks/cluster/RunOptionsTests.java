package org.distrisocks.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.distrisocks.devservices.ServiceMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunOptionsTests {

    @Test
    void startsTwoPodsFrom8080WithoutArguments() {
        RunOptions options = RunOptions.parse();

        assertThat(options.pods()).isEqualTo(2);
        assertThat(options.port()).isEqualTo(8080);
        assertThat(options.settings()).isEmpty();
        assertThat(options.data()).isNull();
        assertThat(options.services()).isNull();
        assertThat(options.help()).isFalse();
    }

    @Test
    void takesValuesAfterASpaceAndAfterAnEqualsSign() {
        RunOptions options = RunOptions.parse("--pods", "3", "--port=9000", "--services=embedded", "--data", "/tmp/d");

        assertThat(options.pods()).isEqualTo(3);
        assertThat(options.port()).isEqualTo(9000);
        assertThat(options.services()).isEqualTo(ServiceMode.EMBEDDED);
        assertThat(options.data()).isEqualTo(Path.of("/tmp/d"));
    }

    @Test
    void collectsSettingsAndLeavesTheirValuesAlone() {
        RunOptions options = RunOptions.parse("--set", "a.b=1", "--set=c.d=x=y", "--set", "e=");

        assertThat(options.settings())
                .containsEntry("a.b", "1")
                .containsEntry("c.d", "x=y")
                .containsEntry("e", "")
                .hasSize(3);
    }

    @Test
    void takesTheLastValueOfASettingThatIsGivenTwice() {
        assertThat(RunOptions.parse("--set", "a=1", "--set", "a=2").settings()).containsEntry("a", "2");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --nonsense          | unknown option --nonsense
            8080                | unknown option 8080
            --pods              | --pods needs a value
            --pods=             | --pods needs a value
            --pods=two          | --pods needs a whole number, not 'two'
            --pods=0            | --pods is 1 to 64, not 0
            --port=64535        | --port, the ports of all pods and the management ports 1000 above them are 1 to 65535
            --port=0            | --port, the ports of all pods and the management ports 1000 above them are 1 to 65535
            --set=novalue       | --set needs PROPERTY=VALUE, not 'novalue'
            --set==1            | --set needs PROPERTY=VALUE, not '=1'
            --set=server.port=1 | --set server.port differs from pod to pod: see --port and --pods
            --services=cloud    | services must be embedded, docker or external, not 'cloud'
            --help=yes          | --help takes no value
            """)
    void refusesWhatItDoesNotKnow(String argument, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RunOptions.parse(argument))
                .withMessageContaining(reason);
    }

    @Test
    void refusesAFolderForTheDataOfOthers() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RunOptions.parse("--services=external", "--data=x"))
                .withMessage("--data is for --services=embedded only");
    }
}
