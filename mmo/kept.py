"""Results that are kept in memory by what they were made of, for all threads of the process."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping
from threading import Lock
from typing import Any


class Kept:
    """The last results of a pure function, by key; safe to share between threads."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = Lock()
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """What is kept under the key, made now where nothing is."""
        known = self.known([key])
        if key in known:
            return known[key]
        made = make()
        self.keep({key: made})
        return made

    def known(self, keys: Iterable[Hashable]) -> dict[Any, Any]:
        """What is kept under these keys."""
        found = {}
        with self._lock:
            for key in keys:
                if key in self._kept:
                    self._kept.move_to_end(key)
                    found[key] = self._kept[key]
        return found

    def keep(self, made: Mapping[Any, Any]) -> None:
        """Keep these results; those that were not asked for longest give way."""
        with self._lock:
            self._kept.update(made)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._kept.clear()
