package io.savehandler.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.savehandler.SessionConfigurationException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilesSavePathTest {

    @ParameterizedTest
    @CsvSource({
        "/s, 0, 0600, /s",
        "2;/s, 2, 0600, /s",
        "' 2;/s', 2, 0600, /s",
        "+2;/s, 2, 0600, /s",
        "0;640;/s, 0, 0640, /s",
        "1;0770;/s, 1, 0770, /s",
        "1;07777;/s, 1, 07777, /s",
        "0;600;/a;b, 0, 0600, /a;b",
    })
    void isReadAsPhpReadsIt(String text, int levels, String mode, String directory) {
        assertThat(FilesSavePath.parse(text))
                .isEqualTo(new FilesSavePath(levels, Integer.parseInt(mode, 8), Path.of(directory)));
    }

    @Test
    void anEmptyOneIsTheDirectoryForTemporaryFiles() {
        assertThat(FilesSavePath.parse("").directory())
                .isEqualTo(Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x;/s",
                ";/s",
                "-1;/s",
                "256;/s",
                "99999999999999999999;/s",
                "2x;/s",
                "0;999;/s",
                "0;10000;/s",
                "0;-1;/s",
                "0;rw;/s",
                "0;0600;",
                "2;",
                "/a\0b"
            })
    void whatPhpWouldGuessAtOrRefuseIsRefused(String text) {
        assertThatThrownBy(() -> FilesSavePath.parse(text))
                .isInstanceOf(SessionConfigurationException.class)
                .hasMessageStartingWith("session.save_path: ")
                .hasMessageContaining("N;MODE;directory");
    }
}
