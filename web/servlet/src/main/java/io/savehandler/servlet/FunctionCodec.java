package io.savehandler.servlet;

import io.savehandler.php.PhpValue;
import java.util.Objects;
import java.util.function.Function;

/** A codec of two functions. */
final class FunctionCodec<T> implements AttributeCodec {
    private final String name;
    private final Class<T> type;
    private final boolean canChange;
    private final Function<? super T, ?> encode;
    private final Function<? super PhpValue, ? extends T> decode;

    FunctionCodec(
            String name,
            Class<T> type,
            boolean canChange,
            Function<? super T, ?> encode,
            Function<? super PhpValue, ? extends T> decode) {
        this.name = Objects.requireNonNull(name, "name");
        this.type = Objects.requireNonNull(type, "type");
        this.canChange = canChange;
        this.encode = Objects.requireNonNull(encode, "encode");
        this.decode = Objects.requireNonNull(decode, "decode");
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean accepts(Object value) {
        return type.isInstance(value);
    }

    @Override
    public PhpValue encode(Object value) {
        return PhpValue.of(encode.apply(type.cast(value)));
    }

    @Override
    public Object decode(PhpValue stored) {
        return decode.apply(stored);
    }

    @Override
    public boolean canChange() {
        return canChange;
    }
}
