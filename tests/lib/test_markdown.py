"""Markdown of content."""

import pytest

from studyapp.lib import markdown


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**15 minutes** (900 s)", "<strong>15 minutes</strong> (900 s)"),
        ("`GetItem` & <b>", "<code>GetItem</code> &amp; &lt;b&gt;"),
        ("[x](javascript:alert(1))", "[x](javascript:alert(1))"),
        ("![x](https://e.example/x.png)", '!<a href="https://e.example/x.png" rel="noopener noreferrer">x</a>'),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
    ],
)
def test_inline_renders_and_never_lets_html_through(text, html):
    assert markdown.inline(text) == html


def test_block_renders_lists_and_tables():
    assert markdown.block("- a\n- b") == "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"
    assert "<td>1</td>" in markdown.block("|a|\n|-|\n|1|")


def test_plain_gives_the_words():
    assert markdown.plain("**15** `min` & [more](https://e.example)") == "15 min & more"
