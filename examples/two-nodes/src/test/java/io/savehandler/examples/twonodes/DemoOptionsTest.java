package io.savehandler.examples.twonodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoOptionsTest {

    @Test
    void startsTwoNodesFrom8081WithoutOptions() {
        DemoOptions options = DemoOptions.parse();

        assertThat(options.firstPort()).isEqualTo(8081);
        assertThat(options.nodes()).isEqualTo(2);
        assertThat(options.settings()).isEmpty();
        assertThat(options.php()).isFalse();
        assertThat(options.help()).isFalse();
    }

    @Test
    void takesEveryOptionInBothSpellings() {
        DemoOptions options = DemoOptions.parse(
                "--port",
                "9000",
                "--nodes=3",
                "--save-handler",
                "redis",
                "--save-path=tcp://127.0.0.1:6379?database=1",
                "--set",
                "session.name=SID",
                "--set=session.gc_maxlifetime=60",
                "--php");

        assertThat(options.firstPort()).isEqualTo(9000);
        assertThat(options.nodes()).isEqualTo(3);
        assertThat(options.php()).isTrue();
        assertThat(options.settings())
                .containsExactly(
                        entry("session.save_handler", "redis"),
                        entry("session.save_path", "tcp://127.0.0.1:6379?database=1"),
                        entry("session.name", "SID"),
                        entry("session.gc_maxlifetime", "60"));
    }

    @Test
    void anEmptyValueIsAValue() {
        assertThat(DemoOptions.parse("--set", "session.cookie_path=").settings())
                .containsExactly(entry("session.cookie_path", ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "--prot 9000 > Unknown option --prot",
                "9000 > Unknown option 9000",
                "--port > --port needs a value",
                "--port=x > from 0 to 65535, not x",
                "--port=65536 > from 0 to 65535, not 65536",
                "--port=65535 > leaves no room",
                "--nodes=0 > from 1 to 16, not 0",
                "--set=x > --set takes NAME=VALUE",
                "--set==x > --set takes NAME=VALUE",
                "--php=yes > --php takes no value",
            })
    void saysWhatIsWrong(String arguments, String message) {
        assertThatThrownBy(() -> DemoOptions.parse(arguments.split(" ")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(message);
    }
}
