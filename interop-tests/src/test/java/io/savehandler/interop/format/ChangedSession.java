package io.savehandler.interop.format;

import io.savehandler.format.SessionVariables;
import io.savehandler.php.PhpArray;
import io.savehandler.php.PhpEnum;
import io.savehandler.php.PhpKey;
import io.savehandler.php.PhpNull;
import io.savehandler.php.PhpObject;
import io.savehandler.php.PhpReference;
import io.savehandler.php.PhpString;
import io.savehandler.php.PhpValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Applies to a decoded session the steps that PHP applied to its own. */
final class ChangedSession {
    private final SessionVariables session;

    ChangedSession(SessionVariables session) {
        this.session = session;
    }

    void apply(List<byte[]> step) {
        String name = text(step.get(0));
        switch (name) {
            case "put" -> session.put(key(step.get(1)), made(text(step.get(2))));
            case "remove" -> session.remove(key(step.get(1)));
            case "copy" -> session.put(key(step.get(2)), session.get(key(step.get(1))));
            case "add" -> add(key(step.get(1)), key(step.get(2)), made(text(step.get(3))));
            case "bind" -> bind(key(step.get(1)), key(step.get(2)));
            case "set" -> object(step.get(1)).set(text(step.get(2)), made(text(step.get(3))));
            case "unset" -> object(step.get(1)).remove(PhpString.of(text(step.get(2))));
            case "through" -> through(key(step.get(1)), made(text(step.get(2))));
            case "lift" -> session.put("lifted", object(step.get(1)).get(text(step.get(2))));
            case "nothing" -> {}
            default -> throw new IllegalArgumentException(name);
        }
    }

    private void add(PhpKey key, PhpKey element, PhpValue value) {
        session.put(key, session.get(key).asArray().with(element, value));
    }

    private void bind(PhpKey from, PhpKey to) {
        PhpValue element = session.element(from).orElse(PhpNull.NULL);
        PhpReference place = element instanceof PhpReference reference ? reference : new PhpReference(element);
        session.put(from, place);
        session.put(to, place);
    }

    private void through(PhpKey key, PhpValue value) {
        PhpArray array = session.get(key).asArray();
        PhpReference place = (PhpReference) array.elementAt(0);
        if (session.format().name().equals("igbinary")) {
            // PHP copies an array that others have too before it looks for the element to write to.
            session.put(key, array.with(array.keyAt(0), place));
        }
        place.set(value);
    }

    private PhpObject object(byte[] key) {
        return session.get(key(key)).asObject();
    }

    private static PhpKey key(byte[] bytes) {
        return PhpString.of(bytes);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static PhpValue made(String fresh) {
        String rest = fresh.substring(1);
        return switch (fresh.charAt(0)) {
            case 'N' -> PhpNull.NULL;
            case 'i' -> PhpValue.of(Long.parseLong(rest));
            case 's' -> PhpValue.of(rest);
            case 'l' -> list(Integer.parseInt(rest));
            case 'o' -> object(Integer.parseInt(rest));
            case 'e' -> PhpEnum.of("Suit", rest);
            default -> PhpValue.of(Double.parseDouble(rest));
        };
    }

    private static PhpValue list(int size) {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            numbers.add(i);
        }
        return size == 0 ? PhpArray.EMPTY : PhpValue.of(numbers);
    }

    private static PhpObject object(int size) {
        PhpObject object = new PhpObject("stdClass");
        for (int i = 0; i < size; i++) {
            object.set("f" + i, PhpValue.of(i));
        }
        return object;
    }
}
