"""How a process that works for long is set up."""

import gc


def settle() -> None:
    """Tell the garbage collector that what is loaded by now stays.

    Modules, rules and mappings are hundreds of thousands of objects; looking through them again
    and again takes a third of the time of judging many years.
    """
    gc.collect()
    gc.freeze()
