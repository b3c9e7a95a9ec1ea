package io.savehandler.testkit;

/**
 * The rules that every handler obeys, the simplest custom one too. A test class implements this interface and one more
 * for each {@link io.savehandler.Capability} that its factory declares and each feature that its fixture offers;
 * {@link CapabilityContract} tells when one is missing or too many.
 *
 * <pre>{@code
 * class MyHandlerTest implements SessionHandlerContract, ExpiryContract {
 *     public HandlerFixture newFixture() {
 *         return new MyFixture();
 *     }
 * }
 * }</pre>
 */
public interface SessionHandlerContract
        extends DataContract,
                AbsenceContract,
                DestructionContract,
                ValidationContract,
                SessionIdContract,
                CloseContract,
                RegenerationContract,
                CapabilityContract {}
