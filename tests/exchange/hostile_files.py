"""Files of 20 MB made to cost memory or time. Reads one of them in a process of its own:

python -m tests.exchange.hostile_files NAME FOLDER
"""

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

from mmo import create_app
from mmo.config import Settings
from mmo.exchange.parsing import MAX_BYTES
from mmo.exchange.validating import Refused, read_bundle
from tests.factories import clause_ids


def filled(unit: bytes, head: bytes = b"", tail: bytes = b"") -> bytes:
    """As many repetitions as there is room for."""
    return head + unit * ((MAX_BYTES - len(head) - len(tail)) // len(unit)) + tail


def many_keys() -> bytes:
    return b"{" + b",".join(b'"%d":0' % number for number in range(1_800_000)) + b"}"


FILES: dict[str, Callable[[], bytes]] = {
    "lists in lists": lambda: filled(b"["),
    "objects in objects": lambda: filled(b'{"a":'),
    "empty objects in an object": lambda: filled(b'"a":{},', b"{", b'"a":{}}'),
    "two million wrong entries": lambda: filled(b'"nobody",', b'{"members":[', b"1]}"),
    "wrong numbers for entries": lambda: filled(b"0,", b'{"members":[', b"0]}"),
    "empty entries": lambda: filled(b"{},", b'{"members":[', b"{}]}"),
    "empty entries in entries": lambda: filled(
        b'{"agenda":[{"decisions":[{},{},{}]}]},', b'{"meetings":[', b"{}]}"
    ),
    "empty lists": lambda: filled(b"[],", b'{"members":[', b"[]]}"),
    "entries with one id": lambda: filled(b'{"id":"m"},', b'{"members":[', b"{}]}"),
    "references to nobody": lambda: filled(
        b'"m",', b'{"activities":[{"participants":[', b'"m"]}]}'
    ),
    "tags of nothing": lambda: filled(b'"a",', b'{"materials":[{"clauses":[', b'"a"]}]}'),
    "unknown keys": many_keys,
    "a repeated key": lambda: filled(b'"a":0,', b"{", b'"a":0}'),
    "objects with repeated keys": lambda: filled(b'{"a":0,"a":1},', b'{"members":[', b"{}]}"),
    "no numbers": lambda: filled(b"NaN,", b'{"members":[', b"NaN]}"),
    "NUL characters": lambda: filled(b'"\\u0000",', b'{"members":[', b'""]}'),
    "no numbers below a long key": lambda: (
        b'{"' + b"k" * 15_000_000 + b'":[' + b"NaN," * 1_000_000 + b"NaN]}"
    ),
    "deep lists full of numbers": lambda: b"[" * 900 + filled(b"0,", b"", b"0")[1800:] + b"]" * 900,
    "one long text": lambda: filled(b"a", b'{"format":"', b'"}'),
    "one long text without an end": lambda: filled(b"a", b'{"format":"'),
    "quotes without an end": lambda: filled(b'\\"', b'{"format":"'),
    "a long key": lambda: filled(b"a", b'{"', b'":0}'),
    "a long number": lambda: filled(b"1", b'{"format":', b"}"),
    "long numbers": lambda: filled(b"1" * 4300 + b",", b'{"members":[', b"0]}"),
    "brackets in a text before deep lists": lambda: (
        b'["' + b'[\\"' * 6_000_000 + b'",' + b"[" * 100_000
    ),
}


def main(name: str, folder: Path) -> None:
    app = create_app(Settings(data_dir=folder))
    data = FILES[name]()
    before, start = peak(), time.monotonic()
    with app.app_context():
        try:
            read_bundle(data, clause_ids())
            told = []
        except Refused as refused:
            told = [f"{fault.pointer}: {fault.sentence}" for fault in refused.faults]
    said = {
        "bytes": len(data),
        "seconds": time.monotonic() - start,
        "megabytes": (peak() - before) / 1024,
        "faults": len(told),
        "longest": max(map(len, told), default=0),
    }
    print(json.dumps(said))


def peak() -> int:
    """The most memory that this process ever had, in kilobytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
