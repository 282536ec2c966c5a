"""A gentle warning where a text looks like a pupil's name next to a class.

Pure: it knows first names as they are given to schoolchildren, and how a class is written. A name
with a patronymic or initials is a grown-up's; a class alone is nobody.
"""

import re

FIRST_NAMES = """
Александр Саша Алексей Лёша Альберт Альбина Алина Алиса Алла Анастасия Настя Анатолий Ангелина
Андрей Анжела Анна Аня Антон Арина Арсений Артём Артур Богдан Борис Боря Вадим Валентин Валентина
Валерий Валерия Лера Варвара Варя Василий Вася Василиса Вера Вероника Виктор Витя Виктория Вика
Виталий Владимир Вова Владислав Влад Вячеслав Слава Галина Галя Геннадий Георгий Глеб Григорий
Гриша Даниил Данила Даня Дарья Даша Денис Диана Дмитрий Дима Евгений Евгения Женя Егор Екатерина
Катя Елена Лена Елизавета Лиза Захар Зоя Иван Ваня Игорь Илья Инна Ирина Ира Камилла Карина Кирилл
Кира Константин Костя Кристина Ксения Лариса Лев Лёва Леонид Лёня Лидия Лилия Любовь Люба Людмила
Люда Макар Максим Маргарита Рита Марина Мария Маша Марк Марта Матвей Мила Милана Мирон Михаил Миша
Надежда Надя Наталья Наташа Никита Николай Коля Нина Оксана Олег Олеся Ольга Оля Павел Паша Пётр
Петя Полина Рамиль Ренат Роман Рома Руслан Савелий Светлана Света Семён Сёма Сергей Серёжа София
Соня Станислав Степан Стёпа Таисия Тамара Татьяна Таня Тимофей Тима Тимур Ульяна Уля Фёдор Федя
Эдуард Элина Эльвира Эмиль Юлия Юля Юрий Юра Яна Ян Ярослав
"""

_ENDING = re.compile(r"(?:[аяеёиоуыэюйь]|ом|ем|ой|ей|ью)+$")


def _stem(name: str) -> str:
    """A first name without what its cases change."""
    return _ENDING.sub("", name.casefold().replace("ё", "е")) or name.casefold()


_STEMS = {_stem(name) for name in FIRST_NAMES.split() if len(_stem(name)) > 1} - {"ле"}
_WORD = r"[А-ЯЁ][а-яё]+"
_NAME = re.compile(
    rf"(?<![\w-])(?=(({_WORD}(?:-{_WORD})?)\s+({_WORD}))\b)"
    rf"(?!\S+\s+\S+\s+{_WORD}(?:вич|вн|ич)\w*)"
)
_CLASS = re.compile(
    r"(?<![\w.,/-])(?:[1-9]|1[01])(?:\s?-?\s?[«\"]?[А-ЕЖЗИКЛМабвгдежзикл][»\"]?(?!\w)"
    r"|[\s-]*(?:-?го\s+)?класс\w*)"
)
_PATRONYMIC = re.compile(r"(?:вич|вна|вны|вне|вну|вной|вича|вичу|вичем|ична|ичны|ичне|ичну)$")
_NEAR = 25
"""Characters between a name and a class that still stand together."""


def looks_like_a_pupil(text: object) -> str | None:
    """The part of a text that looks like a pupil's name with the class; None where none does.

    Args:
        text: a text or a list of texts; anything else has no names.
    """
    if isinstance(text, list):
        return next((found for each in text if (found := looks_like_a_pupil(each))), None)
    if not isinstance(text, str):
        return None
    classes = list(_CLASS.finditer(text))
    for name in _NAME.finditer(text) if classes else ():
        if not _is_name(name[2], name[3]):
            continue
        for each in classes:
            first, second = sorted([name.span(1), each.span()])
            between = text[first[1] : second[0]]
            if len(between) <= _NEAR and not re.search(r"[.!?;\n]", between):
                return text[first[0] : second[1]]
    return None


def _is_name(one: str, other: str) -> bool:
    """A surname and a first name, in either order; a patronymic makes it a grown-up's."""
    if _PATRONYMIC.search(other):
        return False
    return _stem(other) in _STEMS or (_stem(one) in _STEMS and _is_surname(other))


def _is_surname(word: str) -> bool:
    return bool(re.search(r"(?:[оеё]в|[иы]н|ск|цк|енко|ук|юк|ян|ко)\w{0,3}$", word))
