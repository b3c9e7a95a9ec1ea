package io.savehandler.jdbc;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All statements on one table, in the words of its database. Immutable and thread-safe. */
final class SqlStatements {
    private static final String SET =
            "update {table} set {data} = :data, {lifetime} = {end}, {time} = {now}{set_own} where {id} = :id";
    private static final String HELD = "lock_id = :id and lock_token = :token and lock_until >= {millis}";
    private static final String UNDER_LEASE = " and exists (select 1 from {locks} where " + HELD + ")";
    private static final String COLUMNS = " ({id}, {data}, {lifetime}, {time}{own_names}) ";

    private static final int IDS_TOGETHER = 100;

    private final SqlDialect dialect;
    private final Map<String, String> words = new TreeMap<>();

    final SqlText read;
    final SqlText put;
    final SqlText insert;
    final SqlText insertUnderLease;
    final SqlText replace;
    final SqlText replaceUnderLease;
    final SqlText compareAndReplace;
    final SqlText compareAndReplaceUnderLease;
    final SqlText replaceExpired;
    final SqlText replaceExpiredUnderLease;
    final SqlText placeholder;
    final SqlText touch;
    final SqlText delete;
    final SqlText compareAndDelete;
    final SqlText compareAndDeleteUnderLease;
    final Optional<SqlText> removeExpired;
    final SqlText findExpired;
    final SqlText lockExpired;
    final SqlText findExpiredDurations;
    final SqlText readExpired;
    final SqlText removeTogether;
    final SqlText removeIfExpired;
    final SqlText acquire;
    final SqlText acquireIfKnown;
    final SqlText takeOver;
    final SqlText isLeased;
    final SqlText renew;
    final SqlText release;
    final SqlText removeAbandonedLeases;
    final SqlText ids;
    final Optional<SqlText> idsOfOwner;
    final Optional<SqlText> deleteOfOwner;
    final Optional<SqlText> deleteIfOfOwner;
    final Optional<SqlText> columnLimits;

    SqlStatements(SqlDialect dialect, JdbcSettings settings) {
        this.dialect = dialect;
        nameTables(settings);
        nameOwn(settings);
        words.put("{ids}", String.join(", ", Collections.nCopies(IDS_TOGETHER, ":id")));
        nameTime(settings.clock() == SqlClock.DATABASE);
        String past = " and {deadline} < {now}";
        read = text("select {data}, {deadline}, {seen} from {table} where {id} = :id");
        put = text(dialect.upsert());
        insert = text("insert into {table}" + COLUMNS + "values (:id, :data, {end}, {now}{own_values})");
        insertUnderLease = text("insert into {table}" + COLUMNS
                + "select lock_id, :data, {end}, {now}{own_values} from {locks} where " + HELD);
        replace = text(SET);
        replaceUnderLease = text(SET + UNDER_LEASE);
        compareAndReplace = text(SET + " and {unchanged}");
        compareAndReplaceUnderLease = text(SET + " and {unchanged}" + UNDER_LEASE);
        replaceExpired = text(SET + past);
        replaceExpiredUnderLease = text(SET + past + UNDER_LEASE);
        placeholder = text("insert into {table}" + COLUMNS + "values (:id, {empty}, {now} - 1, {now}{own_values})");
        touch = text("update {table} set {lifetime} = {end}, {time} = {now} where {id} = :id and {deadline} <= {end}");
        delete = text("delete from {table} where {id} = :id");
        compareAndDelete = text("delete from {table} where {id} = :id and {unchanged}");
        compareAndDeleteUnderLease = text("delete from {table} where {id} = :id and {unchanged}" + UNDER_LEASE);
        removeExpired = dialect.removeExpired().map(this::text);
        String expired = dialect.firstOf(
                "select {id} from {table} where {lifetime} < {now} and {lifetime} > 315576000 order by {lifetime}");
        findExpired = text(expired);
        lockExpired = text(expired + " for update skip locked");
        findExpiredDurations = text(dialect.firstOf("select {id} from {table} where {lifetime} <= 315576000" + past));
        readExpired = text("select {data} from {table} where {id} = :id" + past);
        removeTogether = text(dialect.removeTogether());
        removeIfExpired = text("delete from {table} where {id} = :id" + past);
        acquire = text("insert into {locks} (lock_id, lock_token, lock_until) values (:id, :token, {millis} + :lease)");
        acquireIfKnown = text("insert into {locks} (lock_id, lock_token, lock_until) select {id}, :token, {millis} +"
                + " :lease from {table} where {id} = :id and {deadline} >= {now}");
        takeOver = text("update {locks} set lock_token = :token, lock_until = {millis} + :lease where lock_id = :id and"
                + " (lock_until < {millis} or lock_token = :token)");
        isLeased = text("select 1 from {locks} where lock_id = :id and lock_until >= {millis}");
        renew = text("update {locks} set lock_until = {millis} + :lease where " + HELD);
        release = text("delete from {locks} where lock_id = :id and lock_token = :token");
        removeAbandonedLeases = text("delete from {locks} where lock_until < {millis} - :lease");
        String alive = "select {id} from {table} where {id} > :id and {deadline} >= {now}";
        ids = text(dialect.firstOf(alive + " order by {id}"));
        idsOfOwner = settings.ownerColumn()
                .map(owner -> text(dialect.firstOf(alive + " and {owner} = :owner order by {id}")));
        deleteOfOwner = settings.ownerColumn()
                .map(owner ->
                        text("delete from {table} where {owner} = :owner and {id} <> :id and {deadline} >= {now}"));
        deleteIfOfOwner = settings.ownerColumn()
                .map(owner ->
                        text("delete from {table} where {id} = :id and {owner} = :owner and {deadline} >= {now}"));
        columnLimits = dialect.columnLimits().map(this::text);
    }

    /** What makes the tables and the index where they are missing. */
    List<String> ddl(boolean withLocks) {
        List<String> wanted = new ArrayList<>(dialect.createTable());
        if (words.containsKey("{owner}")) {
            dialect.createOwnerIndex().ifPresent(wanted::add);
        }
        if (withLocks) {
            wanted.addAll(dialect.createLocks());
        }
        return wanted.stream().map(this::rendered).toList();
    }

    private void nameTables(JdbcSettings settings) {
        words.put("{table}", qualified(settings.table()));
        words.put("{locks}", qualified(settings.lockTable()));
        String[] parts = settings.table().split("\\.", 2);
        String bare = parts[parts.length - 1];
        words.put("{index}", dialect.quote(bare + "_" + settings.lifetimeColumn() + "_idx"));
        words.put("{id}", dialect.quote(settings.idColumn()));
        words.put("{data}", dialect.quote(settings.dataColumn()));
        words.put("{lifetime}", dialect.quote(settings.lifetimeColumn()));
        words.put("{time}", dialect.quote(settings.timeColumn()));
        words.put("{schema_text}", parts.length == 2 ? literal(parts[0]) : "database()");
        words.put("{table_text}", literal(bare));
        words.put("{id_text}", literal(settings.idColumn()));
        words.put("{data_text}", literal(settings.dataColumn()));
    }

    /** Columns that Symfony does not know. */
    private void nameOwn(JdbcSettings settings) {
        String[] parts = settings.table().split("\\.", 2);
        settings.ownerColumn().ifPresent(column -> {
            words.put("{owner}", dialect.quote(column));
            words.put("{owner_index}", dialect.quote(parts[parts.length - 1] + "_" + column + "_idx"));
        });
        settings.addressColumn().ifPresent(column -> words.put("{address}", dialect.quote(column)));
        words.put("{own_names}", own(settings, ", {owner}", ", {address}"));
        words.put("{own_values}", own(settings, ", :owner", ", :address"));
        words.put("{set_own}", own(settings, ", {owner} = :owner", ", {address} = :address"));
        words.put(
                "{own_ddl}", own(settings, ", {owner} " + dialect.ownerType(), ", {address} " + dialect.addressType()));
    }

    private String own(JdbcSettings settings, String ofOwner, String ofAddress) {
        return rendered((settings.ownerColumn().isPresent() ? ofOwner : "")
                + (settings.addressColumn().isPresent() ? ofAddress : ""));
    }

    private void nameTime(boolean byDatabase) {
        words.put("{millis}", dialect.millis());
        words.put("{empty}", dialect.emptyData());
        words.put("{now}", byDatabase ? dialect.now() : ":now");
        words.put("{end}", byDatabase ? "(" + dialect.now() + " + :lifetime)" : ":end");
        words.put("{seen}", byDatabase ? dialect.now() : "0");
        words.put("{deadline}", rendered(dialect.deadline()));
        words.put("{unchanged}", rendered(dialect.isUnchanged()));
    }

    private String qualified(String table) {
        return String.join(
                ".", List.of(table.split("\\.", 2)).stream().map(dialect::quote).toList());
    }

    private static String literal(String name) {
        return "'" + name + "'";
    }

    /** A statement of its own, in the words of this table. */
    SqlText text(String template) {
        return SqlText.of(rendered(template));
    }

    private String rendered(String template) {
        String text = template;
        for (Map.Entry<String, String> word : words.entrySet()) {
            text = text.replace(word.getKey(), word.getValue());
        }
        return text;
    }
}
