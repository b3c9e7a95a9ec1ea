package io.savehandler.wrap;

import static io.savehandler.wrap.Requests.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.savehandler.InvalidSessionIdException;
import io.savehandler.Regeneration;
import io.savehandler.SessionHandler;
import io.savehandler.SessionIdPolicy;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class NullSessionHandlerFactoryTest {
    private final NullSessionHandlerFactory factory = NullSessionHandlerFactory.create();
    private final SessionHandler handler = Requests.open(factory, context -> context.ids(SessionIdPolicy.php(40, 5)));

    @Test
    void acceptsEverythingAndKeepsNothing() {
        handler.open("/anywhere", "PHPSESSID");
        handler.write("a", bytes("data"));
        handler.updateTimestamp("a", bytes("data"));
        assertThat(handler.read("a")).isEmpty();
        assertThat(handler.validateId("a")).isFalse();
        assertThat(handler.regenerate(new Regeneration("a", "b", bytes("data"), false)))
                .isEqualTo(Regeneration.Outcome.DONE);
        assertThat(handler.read("b")).isEmpty();
        handler.destroy("a");
        assertThat(handler.gc(Duration.ofDays(1))).isZero();
        handler.close();
    }

    @Test
    void declaresNothing() {
        assertThat(factory.capabilities()).isEmpty();
        assertThatThrownBy(() -> handler.writeIfUnchanged("a", bytes("data")))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void makesAndChecksIdsByTheRequestsPolicy() {
        assertThat(handler.createId()).hasSize(40);
        assertThatThrownBy(() -> handler.read("../x")).isInstanceOf(InvalidSessionIdException.class);
        assertThatThrownBy(() -> handler.write("../x", bytes("data"))).isInstanceOf(InvalidSessionIdException.class);
        assertThatThrownBy(() -> handler.destroy("../x")).isInstanceOf(InvalidSessionIdException.class);
    }
}
