"""The words of a mail: quotes parted, HTML cleaned, any charset some text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mostrador.doors.platforms.mail import (
    charsets,
    cleaning,
    flowing,
    quoting,
    wording,
)

MARKS = ["> a", "hola", "", "El 1/2/26 10:00, Ana escribió:", "De: x", "Para: y", "Asunto: z", "-- ", ">"]
MARKS += ["-----Original Message-----", "_" * 32]
QUOTED = "> Hola Lucía,\n> sale hoy."


class TestQuotes:
    @pytest.mark.parametrize(
        "introduction",
        [
            "El mar, 3 nov 2026 a las 10:12, Vinos La Vidriera (<hola@vidriera.example>) escribió:",
            "El 3/11/26 a las 10:12, Vinos\nLa Vidriera escribió:",
            "Em ter., 3 de nov. de 2026 às 10:12, Vinhos <hola@vidriera.example> escreveu:",
            "On Tue, Nov 3, 2026 at 10:12 AM Vinos La Vidriera <hola@vidriera.example>\nwrote:",
            "Le mar. 3 nov. 2026 à 10:12, Vinos <hola@vidriera.example> a écrit :",
            "Am 03.11.2026 um 10:12 schrieb Vinos:",
            "-----Mensaje original-----",
            "-------- Mensagem original --------",
            "-----Original Message-----",
            "De: Vinos <hola@vidriera.example>\nEnviado: martes\nPara: Lucía\nAsunto: Re: x\n",
            "________________________________\nDe: Vinos\nEnviada em: terça\nPara: Lucía\nAssunto: x\n",
            "**From:** Vinos\n**Sent:** x\n**To:** y\n**Subject:** z\n".replace("*", ""),
            "",
        ],
    )
    @pytest.mark.parametrize("below", [QUOTED, "Hola Lucía,\nsale hoy."], ids=["marked", "bare"])
    def test_below_the_answer_are_folded(self, introduction: str, below: str):
        if not introduction and below != QUOTED:
            return
        if introduction and below != QUOTED and "schrieb" in introduction:
            return  # without marks, time or address nothing tells it from a sentence
        fresh, quoted = quoting.split(f"¿Y mañana?\n\n{introduction}\n\n{below}\n")
        assert fresh == "¿Y mañana?"
        assert "sale hoy." in quoted

    def test_above_the_answer_are_folded(self):
        assert quoting.split(f"El mar, 3 nov, Ana escribió:\n{QUOTED}\n\nPerfecto.")[0] == "Perfecto."

    @pytest.mark.parametrize(
        "text",
        [
            f"{QUOTED}\nSí.\n> ¿A qué hora?\nA las dos.",
            "Mi vecino escribió:\nqué vino más bueno",
            "De: vosotros espero lo mejor\nUn saludo",
            "- dos botellas\n- una caja\n\nGracias",
            QUOTED,
            "",
        ],
    )
    def test_what_is_theirs_stays(self, text: str):
        assert quoting.split(text) == (text.strip(), "")

    @given(
        lines=st.lists(st.sampled_from(MARKS) | st.text(max_size=9)),
    )
    def test_no_line_is_lost(self, lines: list[str]):
        text = "\n".join(lines)
        fresh, quoted = quoting.split(text)
        assert sorted("".join((fresh + quoted).split())) == sorted("".join(text.split()))
        words, signature = quoting.sign_off(fresh)
        assert sorted("".join((words + signature).split())) == sorted("".join(fresh.split()))

    def test_signatures_stand_apart(self):
        assert quoting.sign_off("Hola\n-- \nLucía\nGerente") == ("Hola", "-- \nLucía\nGerente")
        assert quoting.sign_off("Hola\n\nEnviado desde mi iPhone")[0] == "Hola"


FORBIDDEN = [
    "<script", "onerror", "onload", "javascript:", "data:", "<iframe", "<form", "<input", "<style", "<base", "<meta",
    "<link", "position", "url(", "src=", "srcset", "<svg", "background", " id=", " class=", "<object",
]  # fmt: skip


class TestHtml:
    @pytest.mark.parametrize(
        "html",
        [
            "<script>alert(1)</script>",
            "<scr<script></script>ipt>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "<svg onload=alert(1)><a xlink:href=javascript:alert(1)>x</a></svg>",
            "<a href=' java\tscript:alert(1)'>x</a>",
            "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
            "<iframe src=//evil.example></iframe><object data=x></object><embed src=x>",
            "<form action=//evil.example><input name=clave><button>Entrar</button></form>",
            "<base href=//evil.example><meta http-equiv=refresh content='0;url=//evil.example'>",
            "<link rel=stylesheet href=//evil.example><style>@import '//evil.example'</style>",
            "<p style='position:fixed;top:0;background:url(//evil.example)'>x</p>",
            "<p style='background-image:\\75rl(//evil.example)'>x</p>",
            "<img src=//evil.example/p.gif><img src=http://evil.example/p.gif srcset=//evil.example/2>",
            "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>",
            "<table background=//evil.example><td background=//evil.example>x</td></table>",
            "<div id=__proto__ class=panel name=body>x</div>",
            "<video src=//evil.example poster=//evil.example></video><audio src=//evil.example>",
            "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
        ],
    )
    def test_nothing_runs_escapes_or_is_fetched(self, html: str):
        shown = cleaning.clean(html, False).replace("&lt;", "").lower()
        for forbidden in FORBIDDEN:
            assert forbidden not in shown

    def test_pictures_of_the_mail_itself_are_shown(self):
        shown = cleaning.clean('<img src="cid:foto1@m"><img src="cid:otra">', False, {"foto1@m": "/files/7"})
        assert shown.count("src=") == 1
        assert 'src="/files/7"' in shown

    def test_pictures_from_elsewhere_are_shown_when_asked_for(self):
        html = '<p>x</p><img width="1" src="https://tienda.example/a.png">'
        assert cleaning.has_remote(html)
        assert "https://tienda.example/a.png" in cleaning.clean(html, True)
        assert not cleaning.has_remote('<img src="cid:a">')

    def test_links_open_elsewhere_and_tell_nothing(self):
        shown = cleaning.clean('<a href="https://tienda.example">x</a>', False)
        assert 'target="_blank"' in shown
        assert "noopener" in shown

    def test_what_is_too_tangled_is_left_to_the_text(self):
        with pytest.raises(cleaning.TooTangled):
            cleaning.clean("<b>" * 20_000, False)

    @given(html=st.text(alphabet="<>/abp =\"'!-&;script#blockquote\n", max_size=300))
    def test_words_come_out_of_anything(self, html: str):
        wording.words_of(html)
        cleaning.clean(html, False)


@given(
    octets=st.binary(max_size=100), charset=st.text(max_size=12) | st.sampled_from(["utf-16", "hex", "zlib", "idna"])
)
def test_any_bytes_in_any_charset_are_some_text(octets: bytes, charset: str):
    assert isinstance(charsets.text(octets, charset), str)


@given(text=st.text(max_size=200), delsp=st.booleans())
def test_flowing_lines_lose_no_word(text: str, delsp: bool):
    assert "".join(flowing.joined(text, delsp=delsp).replace(">", "").split()) == "".join(text.replace(">", "").split())
