"""The checks themselves find what they are there for: each of these is wrong in one way."""

import pytest

from tests.pages.html import faults

PAGE = (
    '<!doctype html><html lang="ru"><head><title>Т</title></head>'
    "<body><main><h1>З</h1>{}</main></body></html>"
)
WRONG = {
    "<p>a<div>b</div></p>": "Unexpected end tag (p)",
    '<p class="a" class="b">c</p>': "duplicate",
    "<b><i>a</b></i>": "End tag (b)",
    '<p id="a">1</p><p id="a">2</p>': "stands 2 times",
    '<label for="no">a</label>': "names no element",
    '<section aria-labelledby="e"><p id="e"> </p></section>': "empty element",
    '<label for="e">a</label><p id="e">b</p>': "no control",
    '<a href="#no">a</a>': "names no element",
    '<div hx-target="#no">a</div>': "names no element",
    '<input id="a" name="a">': "has no label",
    '<label for="a">b</label><input id="a">': "has no name",
    "<h1>a</h1>": "<h1> stands 2 times",
    "<main>a</main>": "<main> stands 2 times",
    "<h3>a</h3>": "follows <h1>",
    "<h2></h2>": "is empty",
    '<img src="/a.png">': "has no alt",
    "<svg><path/></svg>": "neither named nor hidden",
    '<a href="/"><svg aria-hidden="true"></svg></a>': "has no words",
    "<button></button>": "has no words",
    "<script>1</script>": "is inline",
    "<style>a{}</style>": "is inline",
    '<p style="color:red">a</p>': "has style",
    '<p onclick="x()">a</p>': "has onclick",
    '<p hx-on:click="x()">a</p>': "has hx-on:click",
    '<a href="javascript:x()">a</a>': "has a script",
    '<a href="">a</a>': "empty href",
    '<a hx-get="/a">a</a>': "without htmx to None",
    '<a href="/b" hx-get="/a">a</a>': "without htmx to '/b'",
    '<form hx-post="/a" action="/a"></form>': "another method",
    '<details hx-get="/a"><summary>a</summary></details>': "without htmx to None",
    '<form method="post"></form>': "has 0 tokens",
    '<form><input type="hidden" name="csrf_token" value="a"></form>': "shows its token",
    "<ul><p>a</p></ul>": "stands in <ul>",
    "<details>a<p>b</p></details>": "does not begin with its summary",
    "<span><div>a</div></span>": "stands inside <span>",
    '<a href="/"><input name="a" aria-label="b"></a>': "stands inside <a>",
    '<button><span tabindex="0">a</span></button>': "stands inside <button>",
    '<p>a.<a href="/">b</a></p>': "sticks to",
    "<label>a<label>b</label></label>": "stands inside <label>",
}
RIGHT = (
    '<h2>a</h2><h3>b</h3><h2>c</h2><p><a href="/" hx-get="/">d</a></p>',
    '<form method="post"><input type="hidden" name="csrf_token" value="t">'
    '<label for="a">b</label><select id="a" name="a"><option>c</option></select></form>',
    '<svg role="img" aria-label="a"><path/></svg><svg aria-hidden="true"></svg>',
    '<details hx-get="/a"><summary><h2>a</h2></summary><a href="/a">b</a></details>',
)


@pytest.mark.parametrize(("html", "fault"), WRONG.items())
def test_wrong_html_is_found(html: str, fault: str) -> None:
    assert fault in " ".join(faults(PAGE.format(html)))


@pytest.mark.parametrize("html", RIGHT)
def test_right_html_is_let_pass(html: str) -> None:
    assert faults(PAGE.format(html)) == []


def test_a_page_without_language_title_or_main_is_found() -> None:
    found = " ".join(faults("<!doctype html><html><head></head><body>a</body></html>"))
    assert "language" in found
    assert "<title> stands 0 times" in found
    assert "<main> stands 0 times" in found
