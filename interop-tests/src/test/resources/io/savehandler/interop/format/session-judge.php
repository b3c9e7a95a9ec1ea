<?php
// Answers questions about session data on a connection to the port given, one frame in, one frame out: a length of
// 4 bytes, then so many bytes.
// A frame is a list of strings: their number and each one's length in 4 bytes, the strings.
//   generate <format> <seed>     a random session, a random change of it, and what PHP makes of it: "ok" (or "rewritten
//                                by a class", where one that writes its own text wrote another than it had read),
//                                before, decoded and encoded again, changed, then the steps of the change
//   flat <format> <seed>         the same of a session that has arrays and scalars only, with many strings twice
//   plain <format> <seed>        a random session without classes that PHP knows, other than stdClass
//   encode <format> <data>       decode and encode again: "ok" and the bytes, or "refused"
//   double <text>...             each float read and printed again
error_reporting(0);
ini_set('session.use_cookies', '0');
ini_set('session.cache_limiter', '');
ini_set('session.gc_probability', '0');
ini_set('session.use_strict_mode', '0');

final class Nowhere implements SessionHandlerInterface {
    public function open(string $path, string $name): bool { return true; }
    public function close(): bool { return true; }
    public function read(string $id): string { return ''; }
    public function write(string $id, string $data): bool { return true; }
    public function destroy(string $id): bool { return true; }
    public function gc(int $max): int { return 0; }
}
#[AllowDynamicProperties]
class Point { public $x = 1; protected $y = 'two'; private $z = 3.5; public function poke($v) { $this->z = $v; } }
class Magic { public array $d = []; public function __serialize(): array { return $this->d; } public function __unserialize(array $d): void { $this->d = $d; } }
class Own implements Serializable {
    /** How many objects wrote another text than they had read. */
    public static int $rewritten = 0;
    public $inside;
    private ?string $text = null;
    public function serialize() {
        $text = serialize($this->inside);
        self::$rewritten += $this->text === null || $this->text === $text ? 0 : 1;
        return $text;
    }
    public function unserialize($text) { $this->text = $text; $this->inside = unserialize($text); }
}
enum Suit: string { case Hearts = 'H'; case Spades = 'S'; case Clubs = 'C'; }

session_set_save_handler(new Nowhere, false);

function begin(string $format): void {
    if (session_status() === PHP_SESSION_ACTIVE) {
        if (ini_get('session.serialize_handler') === $format) { $_SESSION = []; return; }
        session_abort();
    }
    ini_set('session.serialize_handler', $format);
    session_id('judge');
    session_start();
    $_SESSION = [];
}

function decodes(string $data): bool { return session_decode($data); }

function encoded(): string { $bytes = session_encode(); return $bytes === false ? '' : $bytes; }

final class Maker {
    public array $objects = [];
    public array $places = [];

    public function __construct(private bool $plain = false) {}

    public function scalar() {
        switch (mt_rand(0, $this->plain ? 6 : 7)) {
            case 0: return null;
            case 1: return (bool) mt_rand(0, 1);
            case 2: return mt_rand(-200, 200);
            case 3: return mt_rand() * mt_rand();
            case 4: return mt_rand(-100000, 100000) / 1000;
            case 5: return unpack('d', pack('q', mt_rand(0, PHP_INT_MAX)))[1];
            case 6: return substr(str_shuffle("ab\"\\;:{}|!\xc3\xa9\xff\0 01"), 0, mt_rand(0, 12));
            default: return mt_rand(0, 1) ? Suit::Hearts : Suit::Spades;
        }
    }

    public function object(int $depth) {
        if ($this->objects && mt_rand(0, 2) === 0) return $this->objects[array_rand($this->objects)];
        switch (mt_rand($this->plain ? 3 : 0, 6)) {
            case 0: $o = new Point; $o->poke($this->value($depth - 1)); break;
            case 1: $o = new Magic; $this->objects[] = $o; for ($i = mt_rand(0, 3); $i > 0; $i--) $this->element($o->d, $depth); return $o;
            case 2: if (mt_rand(0, 2) === 0) { $o = new Own; $o->inside = $this->value($depth - 1); return $o; }
            case 3: return unserialize('O:7:"Unknown":1:{s:1:"u";i:' . mt_rand(0, 9) . ';}');
            default: $o = new stdClass;
        }
        $this->objects[] = $o;
        for ($i = mt_rand(0, 3); $i > 0; $i--) {
            $name = 'p' . mt_rand(0, 5);
            if (mt_rand(0, 3) === 0) { $place = &$this->place($depth); $o->$name = &$place; unset($place); }
            else $o->$name = $this->value($depth - 1);
        }
        return $o;
    }

    public function &place(int $depth) {
        if (!$this->places || mt_rand(0, 1)) {
            $index = count($this->places);
            $this->places[$index] = null;
            $this->places[$index] = $this->value($depth - 1);
            return $this->places[$index];
        }
        return $this->places[array_rand($this->places)];
    }

    public function element(array &$array, int $depth): void {
        $key = mt_rand(0, 2) ? 'e' . mt_rand(0, 9) : mt_rand(-3, 12);
        if (mt_rand(0, 3) === 0) $array[$key] = &$this->place($depth);
        else $array[$key] = $this->value($depth - 1);
    }

    public function value(int $depth) {
        $kind = mt_rand(0, 9);
        if ($depth <= 0 || $kind < 4) return $this->scalar();
        if ($kind < 6) { $a = []; for ($i = mt_rand(0, 5); $i > 0; $i--) $a[] = $this->value($depth - 1); return $a; }
        if ($kind < 8) { $a = []; for ($i = mt_rand(0, 5); $i > 0; $i--) $this->element($a, $depth); return $a; }
        return $this->object($depth);
    }

    public function session(): array {
        $names = ['a', 'user', 'a b', "\xc3\xa9", '', 'x"y', ';', 'cart', "bin\xff", '!q'];
        shuffle($names);
        $session = [];
        for ($i = mt_rand(1, 7); $i > 0; $i--) {
            $name = array_pop($names);
            switch (mt_rand(0, 4)) {
                case 0: $session[$name] = &$this->place(3); break;
                case 1: if ($session) { $other = array_rand($session); if (mt_rand(0, 1)) $session[$name] = $session[$other]; else $session[$name] = &$session[$other]; break; }
                default: $session[$name] = $this->value(4);
            }
        }
        if (mt_rand(0, 9) === 0 && $this->objects) { $o = $this->objects[array_rand($this->objects)]; if ($o instanceof stdClass) $o->again = $o; }
        if (mt_rand(0, 9) === 0) { $loop = [1]; $loop['me'] = &$loop; $session['loop'] = &$loop; }
        return $session;
    }
}

// Arrays and scalars without references, of few different strings and arrays, in sessions of many sizes.
final class FlatMaker {
    private array $words = [];
    private array $lists = [[], [1, 2], ['x' => 'word']];

    public function __construct() {
        $sizes = [5, 20, 300, 300, 2000];
        for ($i = $sizes[mt_rand(0, 4)]; $i > 0; $i--) $this->words[] = str_repeat(chr(97 + $i % 26), mt_rand(0, 3)) . $i;
        $this->words[] = str_repeat('long', 100);
        $this->words[] = '';
    }

    private function word(): string { return $this->words[array_rand($this->words)]; }

    private function value(int $depth) {
        switch (mt_rand(0, $depth > 0 ? 9 : 5)) {
            case 0: case 1: case 2: return $this->word();
            case 3: return [null, true, false, 1.5, -70000, 1 << 40][mt_rand(0, 5)];
            case 4: return mt_rand(-300, 300);
            case 5: return $this->lists[array_rand($this->lists)];
            case 6: return [];
            default:
                $array = [];
                for ($i = mt_rand(0, 8); $i > 0; $i--) {
                    if (mt_rand(0, 2)) $array[$this->word()] = $this->value($depth - 1);
                    else $array[] = $this->value($depth - 1);
                }
                $this->lists[] = $array;
                return $array;
        }
    }

    public function session(): array {
        $session = [];
        for ($i = mt_rand(2, 40); $i > 0; $i--) $session[mt_rand(0, 3) ? 'key' . $i : 'k' . $this->word()] = $this->value(4);
        if (count($this->words) > 1000 && mt_rand(0, 3) === 0) $session['words'] = $this->words;
        if (mt_rand(0, 300) === 0) $session['ids'] = array_map(fn ($i) => "id$i", range(1, 66000));
        $session['end'] = $this->value(2);
        return $session;
    }
}

// Often a string that is there already.
function flatFresh(string $key): string {
    switch (mt_rand(0, 4)) {
        case 0: return 's' . $key;
        case 1: return 's' . mt_rand(1, 20);
        default: return fresh();
    }
}

function flatStep(): array {
    $keys = array_keys($_SESSION);
    $key = (string) ($keys ? $keys[[0, count($keys) - 1, mt_rand(0, count($keys) - 1)][mt_rand(0, 2)]] : 'new');
    $to = mt_rand(0, 1) ? 'copy' : (string) ($keys ? $keys[mt_rand(0, count($keys) - 1)] : 'copy');
    switch (mt_rand(0, 5)) {
        case 0: unset($_SESSION[$key]); return ['remove', $key];
        case 1: $_SESSION["new"] = made($f = flatFresh($key)); return ['put', 'new', $f];
        case 2:
            if (!array_key_exists($key, $_SESSION)) return ['nothing'];
            $_SESSION[$to] = $_SESSION[$key]; return ['copy', $key, $to];
        case 3:
            if (!is_array($_SESSION[$key] ?? null)) return ['nothing'];
            $_SESSION[$key]['added'] = made($f = flatFresh($key)); return ['add', $key, 'added', $f];
        default: $_SESSION[$key] = made($f = flatFresh($key)); return ['put', $key, $f];
    }
}

function flat(string $format, int $seed): array {
    mt_srand($seed);
    begin($format);
    $maker = new FlatMaker;
    $_SESSION = $maker->session();
    unset($maker);
    $before = encoded();
    begin($format);
    if (!decodes($before)) return ['undecodable', $before];
    $again = encoded();
    $steps = [];
    for ($i = mt_rand(1, 3); $i > 0; $i--) {
        $step = flatStep();
        $steps[] = count($step);
        array_push($steps, ...$step);
    }
    return array_merge(['ok', $before, $again, encoded()], array_map('strval', $steps));
}

// A new value as the steps name it: a letter and, for some, text.
function fresh(): string {
    switch (mt_rand(0, 6)) {
        case 0: return 'N';
        case 1: return 'i' . mt_rand(-5, 5);
        case 2: return 's' . str_repeat('x', mt_rand(0, 30));
        case 3: return 'l' . mt_rand(0, 4);
        case 4: return 'o' . mt_rand(0, 2);
        case 5: return 'e' . (mt_rand(0, 1) ? 'Hearts' : 'Clubs');
        default: return 'd' . (mt_rand(0, 1000) / 8);
    }
}

function made(string $fresh) {
    $rest = substr($fresh, 1);
    switch ($fresh[0]) {
        case 'N': return null;
        case 'i': return (int) $rest;
        case 's': return $rest;
        case 'l': $list = []; for ($i = 0; $i < (int) $rest; $i++) $list[] = $i; return $list;
        case 'o': $o = new stdClass; for ($i = 0; $i < (int) $rest; $i++) $o->{"f$i"} = $i; return $o;
        case 'e': return constant("Suit::$rest");
        default: return (float) $rest;
    }
}

function someKey(): string { return (string) array_rand($_SESSION); }

// Applies one random step to $_SESSION and returns how it is called.
function step(): array {
    if (!$_SESSION) { $_SESSION['new'] = made($f = fresh()); return ['put', 'new', $f]; }
    $key = someKey();
    switch (mt_rand(0, 9)) {
        case 0: unset($_SESSION[$key]); return ['remove', $key];
        case 1: case 2: $_SESSION[$key] = made($f = fresh()); return ['put', $key, $f];
        case 3: $name = 'new' . mt_rand(0, 2); $_SESSION[$name] = made($f = fresh()); return ['put', $name, $f];
        case 4:
            // Not arrays: what two copies share, PHP writes in parts twice, and in parts not at all.
            if (is_array($_SESSION[$key])) return ['nothing'];
            $to = mt_rand(0, 1) ? someKey() : 'copy'; $_SESSION[$to] = $_SESSION[$key]; return ['copy', $key, $to];
        case 5: $to = mt_rand(0, 1) ? someKey() : 'bound'; if ($to === $key) return ['nothing']; $_SESSION[$to] = &$_SESSION[$key]; return ['bind', $key, $to];
        case 6:
            if (!$_SESSION[$key] instanceof stdClass) return ['nothing'];
            $name = 'p' . mt_rand(0, 5); $_SESSION[$key]->$name = made($f = fresh()); return ['set', $key, $name, $f];
        case 7:
            if (!$_SESSION[$key] instanceof stdClass) return ['nothing'];
            $name = 'p' . mt_rand(0, 5); unset($_SESSION[$key]->$name); return ['unset', $key, $name];
        case 8:
            if (!is_array($_SESSION[$key]) || !$_SESSION[$key]) return ['nothing'];
            $inner = array_key_first($_SESSION[$key]);
            // Only where the element is shared: otherwise the array is what changes.
            if (ReflectionReference::fromArrayElement($_SESSION[$key], $inner) === null) return ['nothing'];
            $_SESSION[$key][$inner] = made($f = fresh()); return ['through', $key, $f];
        default:
            // Keys only: writing to an array while it is looped over makes PHP copy it.
            foreach (array_keys($_SESSION) as $name) {
                if (!$_SESSION[$name] instanceof stdClass) continue;
                foreach (array_keys(get_object_vars($_SESSION[$name])) as $property) {
                    if (!is_object($_SESSION[$name]->$property)) continue;
                    $_SESSION['lifted'] = $_SESSION[$name]->$property;
                    return ['lift', (string) $name, (string) $property];
                }
            }
            return ['nothing'];
    }
}

function generate(string $format, int $seed): array {
    mt_srand($seed);
    begin($format);
    $maker = new Maker;
    $session = $maker->session();
    // Only the session itself may hold references, or PHP writes single holders as such.
    $_SESSION = $session; unset($session, $maker);
    gc_collect_cycles();
    $before = encoded();
    begin($format);
    if (!decodes($before)) return ['undecodable', $before];
    gc_collect_cycles();
    Own::$rewritten = 0;
    $again = encoded();
    $verdict = Own::$rewritten ? 'rewritten by a class' : 'ok';
    $steps = [];
    for ($i = mt_rand(1, 3); $i > 0; $i--) {
        $step = step();
        $steps[] = count($step);
        array_push($steps, ...$step);
    }
    // Cycles that were cut off still hold references until then.
    gc_collect_cycles();
    return array_merge([$verdict, $before, $again, encoded()], array_map('strval', $steps));
}

function plain(string $format, int $seed): array {
    mt_srand($seed);
    begin($format);
    $maker = new Maker(true);
    $session = $maker->session();
    $_SESSION = $session;
    return [encoded()];
}

function answer(array $question): array {
    switch ($question[0]) {
        case 'generate': return generate($question[1], (int) $question[2]);
        case 'flat': return flat($question[1], (int) $question[2]);
        case 'plain': return plain($question[1], (int) $question[2]);
        case 'encode':
            begin($question[1]);
            return decodes($question[2]) ? ['ok', encoded()] : ['refused'];
        case 'double':
            return array_map(fn ($text) => substr(serialize(unserialize("d:$text;")), 2, -1), array_slice($question, 1));
        default: return ['unknown question'];
    }
}

$connection = stream_socket_client('tcp://127.0.0.1:' . $argv[1]);
stream_set_timeout($connection, 3600);

function take($connection, int $n): string {
    $bytes = '';
    while (strlen($bytes) < $n) {
        $more = fread($connection, $n - strlen($bytes));
        if ($more === false || $more === '') exit(0);
        $bytes .= $more;
    }
    return $bytes;
}

while (true) {
    $frame = take($connection, unpack('N', take($connection, 4))[1]);
    $count = unpack('N', $frame)[1];
    $at = 4;
    $question = [];
    for ($i = 0; $i < $count; $i++) {
        $n = unpack('N', $frame, $at)[1];
        $question[] = substr($frame, $at + 4, $n);
        $at += 4 + $n;
    }
    $strings = answer($question);
    $answer = pack('N', count($strings));
    foreach ($strings as $string) $answer .= pack('N', strlen($string)) . $string;
    fwrite($connection, pack('N', strlen($answer)) . $answer);
}
