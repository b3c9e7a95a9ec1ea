package io.savehandler.jdbc;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

/** Sessions that are put into the table by one statement: those of odd numbers live, those of even numbers have expired. */
final class ManySessions {
    static final String DATA = "visits|i:1;".repeat(20);

    private final SqlDoor door;
    private final String numbers;
    private final int count;

    /** @param numbers a table of the numbers from 1 to the count, each in {@code n} */
    ManySessions(SqlDoor door, String numbers, int count) {
        this.door = door;
        this.numbers = numbers;
        this.count = count;
    }

    void insert(Instant now) {
        long seconds = now.getEpochSecond();
        int unused = door.update(
                "insert into sessions (sess_id, sess_data, sess_lifetime, sess_time) select md5(concat('', n)), ?,"
                        + " case when mod(n, 2) = 0 then ? - mod(n, 1000) else ? + mod(n, 1000) end, ? from "
                        + numbers,
                DATA.getBytes(StandardCharsets.UTF_8),
                seconds - 10,
                seconds + 36_000,
                seconds);
    }

    List<String> living() {
        return ids(1);
    }

    List<String> expired() {
        return ids(2);
    }

    private List<String> ids(int first) {
        return IntStream.rangeClosed(1, count)
                .filter(n -> n % 2 == first % 2)
                .mapToObj(ManySessions::id)
                .toList();
    }

    private static String id(int number) {
        try {
            byte[] digits = String.valueOf(number).getBytes(StandardCharsets.US_ASCII);
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(digits));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
