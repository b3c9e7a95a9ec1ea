<?php
// One request of PHP's own session module on a session that Java shares.
// Usage: session.php ID OPERATION, where OPERATION is fill, show, change or regenerate.
class Point { public $x = 1; protected $y = 'two'; private $z = 3.5; }
enum Suit: string { case Hearts = 'H'; }

[, $id, $operation] = $argv;
session_id($id);
if (!session_start()) {
    exit(1);
}
switch ($operation) {
    case 'fill':
        $shared = new Point();
        $_SESSION = [
            'visits' => 1, 'name' => "h\u{e9}llo", 'bytes' => "\0\xff|;", 'ratio' => 0.1, 'none' => null, 'yes' => true,
            'list' => [1, 'two', 3.0], 'map' => ['k' => ['deep' => 'v'], 7 => 'seven'], 'object' => $shared,
            'again' => $shared, 'suit' => Suit::Hearts, 'unicode key é' => 1,
        ];
        break;
    case 'change':
        $_SESSION['visits']++;
        unset($_SESSION['none']);
        $_SESSION['from_php'] = ['a' => 1];
        break;
    case 'regenerate':
        session_regenerate_id(true);
        break;
}
$x = $_SESSION['object'] ?? null;
echo json_encode([
    'id' => session_id(),
    'visits' => $_SESSION['visits'] ?? null,
    'name' => $_SESSION['name'] ?? null,
    'bytes' => bin2hex($_SESSION['bytes'] ?? ''),
    'ratio' => $_SESSION['ratio'] ?? null,
    'list' => $_SESSION['list'] ?? null,
    'map' => $_SESSION['map'] ?? null,
    'same_object' => $x !== null && $x === ($_SESSION['again'] ?? null),
    'suit' => ($_SESSION['suit'] ?? null) === Suit::Hearts,
    'keys' => array_keys($_SESSION),
    'from_java' => $_SESSION['from_java'] ?? null,
], JSON_UNESCAPED_UNICODE | JSON_PRESERVE_ZERO_FRACTION), "\n";
