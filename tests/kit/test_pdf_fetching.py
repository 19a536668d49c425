"""A page loads nothing from outside: neither files nor the network, and its attempt is an ordinary failure (X12)."""

import pytest

from pipd.kit import pdf
from tests.listening import listening

PAGE = '<!doctype html><html lang="en-GB"><head><title>T</title>{head}</head><body><h1>T</h1>{body}</body></html>'


@pytest.fixture
def listener():
    """A loopback server that counts who calls."""
    with listening() as heard:
        yield heard


def attempts(address):
    """Every way a page may try to load `address`: (head, body)."""
    return [
        ("", f'<img alt="x" src="{address}">'),
        ("", f'<p style="background:url({address})">x</p>'),
        ("", f'<object data="{address}">x</object>'),
        ("", f'<embed src="{address}">'),
        ("", f'<svg xmlns="http://www.w3.org/2000/svg"><title>x</title><image href="{address}"/></svg>'),
        (f'<link rel="stylesheet" href="{address}">', ""),
        (f'<link rel="attachment" href="{address}">', ""),
        (f"<style>@import url({address});</style>", ""),
        (f"<style>li::marker{{content:url({address})}}</style>", "<ul><li>x</li></ul>"),
        (f"<style>@font-face{{font-family:x;src:url({address})}}</style>", '<p style="font-family:x">x</p>'),
        (f'<base href="{address}">', '<img alt="x" src="x.png">'),
    ]


@pytest.mark.parametrize("number", range(len(attempts(""))))
def test_network_addresses_are_never_called(number, listener):
    port, calls = listener
    head, body = attempts(f"http://127.0.0.1:{port}/x.png")[number]
    with pytest.raises(pdf.RenderFailed, match="outside-address"):
        pdf.render(PAGE.format(head=head, body=body))
    assert calls == []


@pytest.mark.parametrize("number", range(len(attempts(""))))
def test_files_are_never_read(number, tmp_path):
    secret = tmp_path / "secret.svg"
    secret.write_text('<svg xmlns="http://www.w3.org/2000/svg"><text>kept in the house</text></svg>')
    head, body = attempts(secret.as_uri())[number]
    with pytest.raises(pdf.RenderFailed, match="outside-address"):
        pdf.render(PAGE.format(head=head, body=body))


@pytest.mark.parametrize(
    "address",
    ["mark:../../../etc/passwd", "mark:none.svg?x", "data:image/png;base64,AAAA", "ftp://127.0.0.1/x"],
)
def test_other_schemes_are_refused(address):
    with pytest.raises(pdf.RenderFailed, match="outside-address"):
        pdf.render(PAGE.format(head="", body=f'<img alt="x" src="{address}">'))


def test_the_failure_is_an_ordinary_exception_that_holds_no_address():
    with pytest.raises(pdf.RenderFailed) as caught:
        pdf.render(PAGE.format(head="", body='<img alt="x" src="http://127.0.0.1:9/words-of-people">'))
    assert isinstance(caught.value, Exception)
    assert "words" not in f"{caught.value!r}{caught.value.__cause__!r}"


def test_a_link_to_somewhere_is_printed_and_not_followed(listener):
    port, calls = listener
    content = pdf.render(PAGE.format(head="", body=f'<p><a href="http://127.0.0.1:{port}/">there</a></p>'))
    assert content.startswith(b"%PDF")
    assert calls == []


@pytest.mark.parametrize("name", ["../base.html", "/etc/passwd", "documents/document.css"])
def test_a_style_sheet_is_named_not_addressed(name):
    with pytest.raises(ValueError, match="named"):
        pdf.render(PAGE.format(head="", body=""), styles=(name,))


def test_marks_of_ours_are_loaded():
    content = pdf.render(PAGE.format(head="", body='<p><span class="mk la">Local authority</span></p>'))
    assert content.pages == 1
