"""What people say when they say thanks: more than the bare word is worth more of ours."""

import re

WORD = re.compile(r"[^\W\d_]+")
COURTESY = frozenset(
    WORD.findall(
        "gracias grazas graciñas muchas muchísimas moitas mil infinitas de verdad a ti vos vosotros ustedes por todo y "
        "ok vale perfecto genial hola un saludo abrazo thank thanks you very so much a lot million many all the best "
        "cheers great perfect obrigado obrigada muito muitíssimo brigado brigada valeu perfeito ótimo"
    )
)


def bare(quote: str) -> bool:
    """Whether somebody said no more than thanks: at most one word beside them, as a name is."""
    return sum(word not in COURTESY for word in WORD.findall(quote.lower())) < 2
