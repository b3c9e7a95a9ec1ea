package io.savehandler;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.savehandler.php.PhpConversionException;
import io.savehandler.php.PhpValue;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SessionsTest {
    private final RecordingStore store = new RecordingStore();
    private final Sessions sessions = Sessions.builder(store).build();

    private void stored(String data) {
        store.sessions.put("known", data.getBytes(UTF_8));
    }

    private String stored() {
        return new String(store.sessions.get("known"), UTF_8);
    }

    @Test
    void runCommitsOnReturn() {
        stored("visits|i:1;");
        long visits = sessions.run("known", session -> session.update("visits", v -> v.toLong(0) + 1));
        assertThat(visits).isEqualTo(2);
        assertThat(stored()).isEqualTo("visits|i:2;");
    }

    @Test
    void runAbortsOnThrow() {
        stored("visits|i:1;");
        assertThatThrownBy(() -> sessions.run("known", session -> {
                    session.put("visits", 9);
                    throw new IllegalArgumentException("work failed");
                }))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(stored()).isEqualTo("visits|i:1;");
        assertThat(store.takeCalls()).endsWith(", close");
    }

    @Test
    void valuesComeBackAsTheyWerePut() {
        Session session = sessions.start(null);
        session.put("text", "héllo");
        session.put("long", 42L);
        session.put("double", 1.5);
        session.put("flag", true);
        session.put("bytes", new byte[] {0, -1});
        session.put("list", List.of(1, "two"));
        session.put("map", Map.of("k", "v"));
        assertThat(session.getString("text")).isEqualTo("héllo");
        assertThat(session.getLong("long", 0)).isEqualTo(42);
        assertThat(session.getDouble("double", 0)).isEqualTo(1.5);
        assertThat(session.getBoolean("flag", false)).isTrue();
        assertThat(session.getBytes("bytes")).containsExactly(0, -1);
        assertThat(session.getList("list")).hasSize(2);
        assertThat(session.getMap("map")).containsEntry("k", PhpValue.of("v"));
        assertThat(session.keys()).containsExactly("text", "long", "double", "flag", "bytes", "list", "map");
        session.remove("list");
        assertThat(session.contains("list")).isFalse();
        session.clear();
        assertThat(session.keys()).isEmpty();
    }

    @Test
    void aKeyThatIsNotTextIsKeptAndCostsNothing() {
        store.sessions.put("known", new byte[] {(byte) 0xff, '|', 'i', ':', '1', ';', 'a', '|', 'i', ':', '1', ';'});
        Session session = sessions.start("known");
        assertThat(session.keys()).containsExactly("a");
        session.put("a", 2);
        session.close();
        assertThat(store.sessions.get("known"))
                .containsExactly((byte) 0xff, '|', 'i', ':', '1', ';', 'a', '|', 'i', ':', '2', ';');
    }

    @Test
    void absentKeysAreNull() {
        Session session = sessions.start(null);
        assertThat(session.get("x").isNull()).isTrue();
        assertThat(session.getString("x")).isNull();
        assertThat(session.getBytes("x")).isNull();
        assertThat(session.getLong("x", 7)).isEqualTo(7);
        assertThat(session.getList("x")).isEmpty();
        assertThat(session.getMap("x")).isEmpty();
    }

    @Test
    void aConversionThatFailsNamesTheKeyAndNotTheValue() {
        stored("cart|s:6:\"secret\";");
        assertThatThrownBy(() -> sessions.start("known").getLong("cart", 0))
                .isInstanceOf(PhpConversionException.class)
                .hasMessageContaining("\"cart\"")
                .hasMessageNotContaining("secret");
    }

    @Test
    void aKeyThatTheFormatCannotStoreIsRefusedWhenItIsPut() {
        Session session = sessions.start(null);
        assertThatThrownBy(() -> session.put("a|b", 1))
                .isInstanceOf(SessionDataException.class)
                .hasMessageContaining("php");
        assertThatThrownBy(() -> session.put("12", 1)).isInstanceOf(SessionDataException.class);
        assertThat(session.keys()).isEmpty();
    }

    @Test
    void assigningToAReferenceChangesEveryHolder() {
        stored("a|i:1;b|R:1;");
        try (Session session = sessions.start("known")) {
            session.put("a", "both");
        }
        assertThat(stored()).isEqualTo("a|s:4:\"both\";b|R:1;");
    }

    @Test
    void anEndedSessionRefusesChangesAndStaysReadable() {
        stored("a|i:1;");
        Session session = sessions.start("known");
        session.commit();
        assertThat(session.getLong("a", 0)).isEqualTo(1);
        assertThat(session.isWritable()).isFalse();
        assertThatThrownBy(() -> session.put("a", 2)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(session::destroy).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> session.regenerateId(true)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aSessionOverTheLimitIsNotSavedAndItsLargestKeyIsNamed() {
        Sessions small = Sessions.builder(store)
                .config(SessionConfig.builder().maxSessionBytes(100).build())
                .build();
        stored("a|i:1;");
        Session session = small.start("known");
        session.put("a", 2);
        session.put("cart", "x".repeat(100));
        assertThatThrownBy(session::close)
                .isInstanceOf(SessionDataException.class)
                .hasMessageContaining("\"cart\"")
                .hasMessageContaining("savehandler.max_session_bytes");
        assertThat(stored()).isEqualTo("a|i:1;");
        assertThat(store.takeCalls()).endsWith(", close");
    }

    @Test
    void aStoredSessionOverTheLimitIsReportedAndKept() {
        Sessions small = Sessions.builder(store)
                .config(SessionConfig.builder().maxSessionBytes(5).build())
                .build();
        stored("a|i:1;");
        assertThatThrownBy(() -> small.start("known"))
                .isInstanceOf(SessionDataException.class)
                .hasMessageContaining("savehandler.max_session_bytes");
        assertThat(stored()).isEqualTo("a|i:1;");
    }

    @Test
    void anUnknownFormatOrHandlerIsNamed() {
        assertThatThrownBy(() -> Sessions.from(Map.of("session.save_handler", "mongo")))
                .isInstanceOf(SessionConfigurationException.class)
                .hasMessageContaining("mongo");
        SessionConfig wddx = SessionConfig.builder().serializeHandler("wddx").build();
        assertThatThrownBy(() -> Sessions.builder(store).config(wddx).build())
                .isInstanceOf(SessionConfigurationException.class)
                .hasMessageContaining("php_serialize");
    }

    @Test
    void nothingPrintsAnId() {
        stored("a|i:1;");
        assertThat(sessions.start("known").toString()).doesNotContain("known");
    }
}
