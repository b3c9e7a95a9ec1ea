<?php
// Runs each scenario of call-orders.txt with a handler that writes down its calls; prints "name<TAB>calls" lines.
final class Recorder implements SessionHandlerInterface, SessionIdInterface, SessionUpdateTimestampHandlerInterface
{
    public array $calls = [];
    public array $stored = ['known' => 'a|i:1;', 'empty' => '', 'broken' => 'a|i:1'];
    public array $failing = [];
    public array $throwing = [];
    public array $nextIds = [];

    private function call(string $name, string $shown): bool
    {
        $throws = in_array($name, $this->throwing, true);
        $fails = in_array($name, $this->failing, true);
        $this->calls[] = $shown . ($fails || $throws ? '!' : '');
        if ($throws) {
            throw new RuntimeException('told to throw');
        }
        return !$fails;
    }

    public function open(string $path, string $name): bool { return $this->call('open', 'open'); }
    public function close(): bool { return $this->call('close', 'close'); }
    public function read(string $id): string|false { return $this->call('read', "read($id)") ? $this->stored[$id] ?? '' : false; }
    public function write(string $id, string $data): bool { if (!$this->call('write', "write($id)")) { return false; } $this->stored[$id] = $data; return true; }
    public function destroy(string $id): bool { if (!$this->call('destroy', "destroy($id)")) { return false; } unset($this->stored[$id]); return true; }
    public function gc(int $lifetime): int|false { return $this->call('gc', "gc($lifetime)") ? 0 : false; }
    public function create_sid(): string { $this->call('create_sid', 'create_sid'); return array_shift($this->nextIds) ?? 'new'; }
    public function validateId(string $id): bool { $known = isset($this->stored[$id]); return $this->call('validateId', "validateId($id)=" . ($known ? 'true' : 'false')) && $known; }
    public function updateTimestamp(string $id, string $data): bool { return $this->call('updateTimestamp', "updateTimestamp($id)"); }
}

$start = static function (string $id, array $options = []): callable {
    return static function () use ($id, $options): bool { session_id($id); return @session_start($options); };
};
$then = static function (callable $start, callable $work): callable {
    return static fn (): bool => $start() && $work() !== false;
};
$throw = static fn (Recorder $r, string ...$operations) => $r->throwing = $operations;
$fail = static fn (Recorder $r, string ...$operations) => $r->failing = $operations;

$scenarios = [
    'new visitor' => $start(''),
    'known id, strict mode off' => $start('known', ['use_strict_mode' => 0]),
    'known id' => $start('known'),
    'unknown id' => $start('forged'),
    'unknown id, strict mode off' => $start('forged', ['use_strict_mode' => 0]),
    'id with a dangerous character' => $start("a\"b"),
    'id with a dot, strict mode off' => $start('a.b', ['use_strict_mode' => 0]),
    'gc at every start' => $start('known', ['gc_probability' => 100]),
    'data changed' => $then($start('known'), function () { $_SESSION['a'] = 2; }),
    'data changed and changed back' => $then($start('known'), function () { $_SESSION['a'] = 2; $_SESSION['a'] = 1; }),
    'lazy write off' => $start('known', ['lazy_write' => 0]),
    'empty session' => $start('empty'),
    'all keys unset' => $then($start('known'), fn () => session_unset()),
    'read and close' => $start('known', ['read_and_close' => 1]),
    'abort' => $then($start('known'), fn () => session_abort()),
    'reset' => $then($start('known'), function () { $_SESSION['a'] = 2; session_reset(); }),
    'destroy' => $then($start('known'), fn () => session_destroy()),
    'regenerate and keep the old' => $then($start('known'), fn () => session_regenerate_id(false)),
    'regenerate and delete the old' => $then($start('known'), fn () => session_regenerate_id(true)),
    'regenerate when the first new id is taken' => $then($start('known'), function () use (&$r) { $r->nextIds = ['empty']; session_regenerate_id(); }),
    'regenerate when every new id is taken' => $then($start('known'), function () use (&$r) { $r->nextIds = array_fill(0, 4, 'empty'); session_regenerate_id(); }),
    'open fails' => function () use (&$r, $start, $fail) { $fail($r, 'open'); return $start('known')(); },
    'read fails' => function () use (&$r, $start, $fail) { $fail($r, 'read'); return $start('known')(); },
    'write fails' => $then($start('known'), function () use (&$r, $fail) { $_SESSION['a'] = 2; $fail($r, 'write'); }),
    'destroy fails' => $then($start('known'), function () use (&$r, $fail) { $fail($r, 'destroy'); return @session_destroy(); }),
    'gc fails' => function () use (&$r, $start, $fail) { $fail($r, 'gc'); return $start('known', ['gc_probability' => 100])(); },
    'regenerate, write fails' => $then($start('known'), function () use (&$r, $fail) { $fail($r, 'write'); return @session_regenerate_id(); }),
    'updateTimestamp fails' => $then($start('known'), function () use (&$r, $fail) { $fail($r, 'updateTimestamp'); }),
    'close fails' => $then($start('known'), function () use (&$r, $fail) { $fail($r, 'close'); }),
    'read and close, close fails' => function () use (&$r, $start, $fail) { $fail($r, 'close'); return $start('known', ['read_and_close' => 1])(); },
    'abort, close fails' => $then($start('known'), function () use (&$r, $fail) { $fail($r, 'close'); session_abort(); }),
    'reset, open fails' => $then($start('known'), function () use (&$r, $fail) { $fail($r, 'open'); return @session_reset(); }),
    'reset, read fails' => $then($start('known'), function () use (&$r, $fail) { $fail($r, 'read'); return @session_reset(); }),
    'regenerate, open fails' => $then($start('known'), function () use (&$r, $fail) { $fail($r, 'open'); return @session_regenerate_id(); }),
    'regenerate, read fails' => $then($start('known'), function () use (&$r, $fail) { $fail($r, 'read'); return @session_regenerate_id(); }),
    'regenerate and delete the old, destroy fails' => $then($start('known'), function () use (&$r, $fail) { $fail($r, 'destroy'); return @session_regenerate_id(true); }),
    'open throws' => function () use (&$r, $start, $throw) { $throw($r, 'open'); return $start('known')(); },
    'validateId throws' => function () use (&$r, $start, $throw) { $throw($r, 'validateId'); return $start('known')(); },
    'create_sid throws' => function () use (&$r, $start, $throw) { $throw($r, 'create_sid'); return $start('')(); },
    'read throws' => function () use (&$r, $start, $throw) { $throw($r, 'read'); return $start('known')(); },
    'gc throws' => function () use (&$r, $start, $throw) { $throw($r, 'gc'); return $start('known', ['gc_probability' => 100])(); },
    'write throws' => $then($start('known'), function () use (&$r, $throw) { $_SESSION['a'] = 2; $throw($r, 'write'); }),
    'updateTimestamp throws' => $then($start('known'), function () use (&$r, $throw) { $throw($r, 'updateTimestamp'); }),
    'destroy throws' => $then($start('known'), function () use (&$r, $throw) { $throw($r, 'destroy'); return @session_destroy(); }),
    'close throws' => $then($start('known'), function () use (&$r, $throw) { $throw($r, 'close'); }),
    'regenerate, write throws' => $then($start('known'), function () use (&$r, $throw) { $throw($r, 'write'); return @session_regenerate_id(); }),
    'regenerate, create_sid throws' => $then($start('known'), function () use (&$r, $throw) { $throw($r, 'create_sid'); return @session_regenerate_id(); }),
    'gc on request' => $then($start('known'), fn () => session_gc() !== false),
    'an id made on request' => $then($start('known'), fn () => session_create_id('user-') !== false),
    'an id made on request, the first is taken' => $then($start('known'), function () use (&$r) { $r->nextIds = ['empty']; return session_create_id() !== false; }),
    'an id made on request, every one is taken' => $then($start('known'), function () use (&$r) { $r->nextIds = array_fill(0, 4, 'empty'); return @session_create_id() !== false; }),
    'the work throws' => $then($start('known'), function () { $_SESSION['a'] = 2; throw new RuntimeException('work failed'); }),
    'values changed after the end' => $then($start('known'), function () { $_SESSION['a'] = 2; session_write_close(); $_SESSION['a'] = 3; }),
    'started again after the end' => $then($start('known'), function () { $_SESSION['a'] = 2; session_write_close(); return session_start(); }),
    'malformed data' => $start('broken'),
];

$tried = static function (callable $work) use (&$r): void {
    try {
        if ($work()) {
            return;
        }
    } catch (Throwable) {
    }
    $r->calls[] = 'error';
};

ob_start();
$lines = [];
foreach ($scenarios as $name => $scenario) {
    foreach (['use_strict_mode' => 1, 'gc_probability' => 0, 'lazy_write' => 1] as $setting => $value) {
        ini_set("session.$setting", (string) $value);
    }
    $r = new Recorder();
    session_set_save_handler($r, false);
    $_SESSION = [];
    $tried($scenario);
    if (session_status() === PHP_SESSION_ACTIVE) {
        $tried(static fn (): bool => @session_write_close());
    }
    $lines[] = $name . "\t" . implode(', ', $r->calls);
}
ob_end_clean();
echo implode("\n", $lines), "\n";
