"""Fits every head of the light model on the rows that say something about it."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

import numpy as np
from msgspec import Struct
from sklearn.linear_model import LogisticRegression

from mostrador.triage.heads import EXTRAS, HEADS, Head
from mostrador.triage.training.rows import SEED, Row
from mostrador.triage.training.tables import Column, Table

STRENGTH = 12.0  # how far the weights may go from nothing: scikit-learn's C
ROUNDS = 120
SPANS = 8_000  # pieces of one to three words that teach the language of short messages

Asked = Callable[[Row], str | None]


class Question(Struct, frozen=True):
    """What a head is taught: which answer a row gives, and how much that row counts."""

    answer: Asked
    weight: Callable[[Row], float]


def questions(posts: float = 1.0) -> dict[str, Question]:
    """Return what each head is taught; of abuse, a post written to tell it counts so many times a message."""
    asked = {
        "sub": Question(lambda row: row.sub, _as_kind),
        "urgency": Question(lambda row: row.urgency, _as_kind),
        "tone": Question(lambda row: row.tone, _as_kind),
        "language": Question(lambda row: row.language, lambda _row: 1.0),
        "abuse": Question(lambda row: _told(row.abuse), lambda row: _as_abuse(row, posts)),
        "spam": Question(lambda row: _told(row.spam), _as_kind),
        "manager": Question(lambda row: _told(row.manager), _as_kind),
        "silent": Question(lambda row: _told(row.silent), _as_kind),
    }
    return asked | {f"need.{need}": Question(_brings(need), _as_kind) for need in EXTRAS}


def _brings(need: str) -> Asked:
    return lambda row: None if row.needs is None else _told(need in row.needs)


def _told(yes: bool | None) -> str | None:
    return None if yes is None else ("yes" if yes else "no")


_COUNTS = {"kind_templates": 0.35, "kind_bitext_train": 0.08, "kind_clinc150_train": 0.15, "kind_chatterbot": 0.3}


def _as_kind(row: Row) -> float:
    """Rows written one by one teach most; thousands that were filled into slots, or come of another trade, less."""
    return 1.0 if row.authored else _COUNTS.get(row.source, 0.1)


def _as_abuse(row: Row, posts: float) -> float:
    if row.authored:
        return 1.5 * (posts if row.sub is None else 1.0)
    return 0.25 if row.doubtful else 0.5


class Fitted(Struct):
    """A column a class: what each trait adds to its score, and where the score begins."""

    weights: Column
    bias: Column


def fit(rows: Sequence[Row], table: Table, *, say: Callable[[str], None]) -> Fitted:
    """Fit all heads, in the order of `HEADS`."""
    asked = questions()
    fitted = []
    for head in HEADS:
        fitted.append(fit_head(head, asked[head.name], rows, table))
        say(f"{head.name}: fitted")
    return Fitted(np.hstack([each.weights for each in fitted]), np.hstack([each.bias for each in fitted]))


def fit_head(head: Head, question: Question, rows: Sequence[Row], table: Table, strength: float = STRENGTH) -> Fitted:
    """Fit one head; classes that no row shows are never said."""
    answers = [question.answer(row) for row in rows]
    taught = [at for at, answer in enumerate(answers) if answer is not None]
    said = [answers[at] for at in taught]
    if len(set(said)) < 2:
        return Fitted(np.zeros((table.shape[1], len(head.classes))), np.full(len(head.classes), -5.0))
    counts = [question.weight(rows[at]) for at in taught]
    model = LogisticRegression(C=strength, max_iter=ROUNDS, random_state=SEED)
    model.fit(table[taught], said, sample_weight=counts)
    return _in_order(head, list(model.classes_), model.coef_, model.intercept_)


NEVER = -12.0


def _in_order(head: Head, classes: list[str], weights: Column, bias: Column) -> Fitted:
    """Bring scikit-learn's columns into the head's order."""
    if len(head.classes) == 1:
        return Fitted(weights.T, bias)
    if len(classes) == 2:
        weights, bias = np.vstack([-weights, weights]) / 2, np.hstack([-bias, bias]) / 2
    placed = np.zeros((weights.shape[1], len(head.classes)))
    begins = np.full(len(head.classes), NEVER)
    for at, name in enumerate(classes):
        placed[:, head.classes.index(name)] = weights[at]
        begins[head.classes.index(name)] = bias[at]
    return Fitted(placed, begins)


def spans(rows: Sequence[Row]) -> list[Row]:
    """Cut short pieces out of messages, so that the language of a word or two is learnt as well."""
    dice = random.Random(SEED)  # noqa: S311 – chooses rows, guards nothing
    told = [row for row in rows if row.source != "kind_bitext_train"]
    cut = []
    for row in dice.choices(told, k=SPANS):
        words = row.text.split()
        if len(words) > 3:
            size = dice.choice((1, 2, 2, 3))
            at = dice.randrange(len(words) - size)
            cut.append(Row(text=" ".join(words[at : at + size]), language=row.language, source="spans"))
    return cut
