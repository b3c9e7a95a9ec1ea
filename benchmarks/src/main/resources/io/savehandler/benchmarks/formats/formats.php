<?php
// Answers each line with a line:
//   make FORMAT KILOBYTES   a session of about that size, in base64
//   start FORMAT            forgets all sessions
//   add BASE64              "same" and keeps the session, if it is encoded as it was, or "other"
//   DECODE | ENCODE | CHANGE_ONE | CHANGE_FIRST TIMES   works with all kept sessions; the processor time in nanoseconds
error_reporting(0);
ini_set('session.use_cookies', '0');
ini_set('session.cache_limiter', '');
ini_set('session.gc_probability', '0');

final class Nowhere implements SessionHandlerInterface {
    public function open(string $path, string $name): bool { return true; }
    public function close(): bool { return true; }
    public function read(string $id): string { return ''; }
    public function write(string $id, string $data): bool { return true; }
    public function destroy(string $id): bool { return true; }
    public function gc(int $max): int { return 0; }
}

// The classes of the golden vectors, in what matters for encoding them.
#[AllowDynamicProperties]
class Point { public $x = 1; protected $y = 'two'; private $z = 3.5; }
class Magic { private $d; public function __serialize(): array { return $this->d; } public function __unserialize(array $d): void { $this->d = $d; } }
enum Suit: string { case Hearts = 'H'; case Spades = 'S'; }

session_set_save_handler(new Nowhere, false);

function begin(string $format): void {
    if (session_status() === PHP_SESSION_ACTIVE) session_abort();
    ini_set('session.serialize_handler', $format);
    session_id('bench');
    session_start();
    $_SESSION = [];
}

function record(int $i): array {
    return [
        'id' => $i * 7,
        'name' => "User number $i",
        'email' => "user$i@example.com",
        'roles' => ['admin', 'editor'],
        'balance' => mt_rand(0, 100000) / 100,
        'active' => true,
        'notes' => null,
        'seen' => [1700000000 + $i, 1700000100 + $i],
        'text' => str_repeat('lorem ipsum ', mt_rand(1, 6)),
    ];
}

// Whatever the format, the same session for the same size.
function make(string $format, int $kilobytes): string {
    begin('php');
    mt_srand(5);
    $session = [];
    do {
        $session['key' . count($session)] = record(count($session));
        $_SESSION = $session;
    } while (strlen(session_encode()) < $kilobytes * 1024 * 0.95);
    begin($format);
    $_SESSION = $session;
    return session_encode();
}

function add(string $data): string {
    global $sessions, $values;
    $_SESSION = [];
    if (!session_decode($data) || session_encode() !== $data) return 'other';
    $sessions[] = $data;
    $values[] = $_SESSION;
    return 'same';
}

function processor(): int {
    $usage = getrusage();
    return ($usage['ru_utime.tv_sec'] + $usage['ru_stime.tv_sec']) * 1000000000
        + ($usage['ru_utime.tv_usec'] + $usage['ru_stime.tv_usec']) * 1000;
}

function decode(int $times): void {
    global $sessions;
    if (count($sessions) === 1) {
        for ($data = $sessions[0]; $times > 0; $times--) session_decode($data);
        return;
    }
    for (; $times > 0; $times--) {
        foreach ($sessions as $data) { $_SESSION = []; session_decode($data); }
    }
}

function encode(int $times): void {
    global $values;
    if (count($values) === 1) {
        for ($_SESSION = $values[0]; $times > 0; $times--) session_encode();
        return;
    }
    for (; $times > 0; $times--) {
        foreach ($values as $session) { $_SESSION = $session; session_encode(); }
    }
}

function change(string $data, string $read, string $change): int {
    session_decode($data);
    $seen = count($_SESSION[$read]);
    $_SESSION[$change] = $seen & 0xff;
    return $seen + strlen(session_encode());
}

function changeFirst(int $times): int {
    global $sessions, $values;
    $data = $sessions[0];
    $keys = array_keys($values[0]);
    $read = $keys[intdiv(count($keys), 2)];
    $change = $keys[0];
    $seen = 0;
    for (; $times > 0; $times--) $seen += change($data, $read, $change);
    return $seen;
}

function changeInTurn(int $times): int {
    static $turn = 0;
    global $sessions, $values;
    $data = $sessions[0];
    $keys = array_keys($values[0]);
    $count = count($keys);
    $seen = 0;
    for (; $times > 0; $times--) {
        $turn = ($turn + 1) % $count;
        $seen += change($data, $keys[($turn + intdiv($count, 2)) % $count], $keys[$turn]);
    }
    return $seen;
}

function timed(callable $work, int $times): string {
    $start = processor();
    $work($times);
    return (string) (processor() - $start);
}

function answer(array $words): string {
    global $sessions, $values;
    switch ($words[0]) {
        case 'make': return base64_encode(make($words[1], (int) $words[2]));
        case 'start': begin($words[1]); $sessions = $values = []; return 'started';
        case 'add': return add(base64_decode($words[1]));
        case 'DECODE': return timed(decode(...), (int) $words[1]);
        case 'ENCODE': return timed(encode(...), (int) $words[1]);
        case 'CHANGE_ONE': return timed(changeInTurn(...), (int) $words[1]);
        case 'CHANGE_FIRST': return timed(changeFirst(...), (int) $words[1]);
        default: return 'unknown';
    }
}

while (($line = fgets(STDIN)) !== false) {
    fwrite(STDOUT, answer(explode(' ', trim($line))) . "\n");
}
