"""What is kept in memory: made once, bounded, and safe between threads."""

from concurrent.futures import ThreadPoolExecutor

from mmo.kept import Kept


def test_a_result_is_made_once_and_the_one_asked_for_longest_ago_gives_way() -> None:
    kept, made = Kept(2), []
    for key in ("a", "b", "a", "c", "a", "b"):
        assert kept.get(key, lambda key=key: made.append(key) or key.upper()) == key.upper()
    assert made == ["a", "b", "c", "b"]
    assert kept.known(["a", "b", "c"]) == {"a": "A", "b": "B"}
    kept.clear()
    assert kept.known(["a"]) == {}


def test_threads_that_keep_and_ask_at_once_stop_nobody() -> None:
    kept = Kept(50)

    def work(first: int) -> bool:
        for number in range(first, first + 400):
            kept.keep({number: number, -number: number})
            assert all(key in (value, -value) for key, value in kept.known(range(900)).items())
        return True

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(work, range(0, 400, 50)))
    assert len(kept.known(range(-900, 900))) == 50
