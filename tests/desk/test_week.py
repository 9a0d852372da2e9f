"""A week's hours go through a form and come back."""

from mostrador.desk import week


def test_a_day_of_many_spans_comes_back_whole():
    many = "mon " + ",".join(f"{hour:02d}:00-{hour:02d}:30" for hour in range(8, 20))
    assert week.text(week.sent(week.said_of(many))) == many
    assert len(week.rows({}, before=many)[0]["spans"]) == 12
