"""What the demonstration's groups say of their drafts: an asking in progress, comments, a challenge passed over."""

from __future__ import annotations

from actionplans import asking, challenges, comments, content
from actionplans.asking import Reply
from actionplans.content import Line, item_of
from actionplans.models import ActionPlan, Support
from partnerships.demo_story import Group, Story
from partnerships.models import Seat

C = Support.Choice
# Of Mirewold's draft: by the text it is about, who says what (sector, place in it) and why.
REFUSED = (
    (
        "tso",
        2,
        C.CANNOT,
        "One contact cannot speak for two hundred organisations, and would be blamed for each.",
    ),
    ("tso", 3, C.CAN_LIVE_WITH, "If the contact passes questions on, and answers none alone."),
)
SAID = (
    ("tso", 2, "Could it be a desk that passes questions on, rather than one person who answers them?"),
    ("la", 3, "Officers mostly ask where to begin. A desk would do for that."),
)
SETTLED = ("la", 1, "Is ten working days long enough when a meeting falls before a holiday?")
NO_RESPONSE = (
    "The county is reviewing this with all its partners. The group waits for that before it adds its own."
)


def mirewold(story: Story, group: Group, plan: ActionPlan, disputed: str) -> None:
    """Three of each sector have answered, one cannot support the action with the text `disputed`; two talk about it."""
    story.go(-3, 10)
    asking.ask(plan, by=group.la[0])
    lines = content.in_order(content.lines(plan))
    at = next(line for line in lines if _text(line) == disputed)
    other = next(line for line in lines if line is not at and _is_action(line))
    _comment(group, other, SETTLED)
    story.go(-2, 11)
    for sector, place in (("la", 1), ("tso", 1), ("la", 2), ("tso", 2)):
        _answer(plan, lines, at, group, sector, place)
    for said in SAID:
        story.go(-2, 14 + SAID.index(said))
        _comment(group, at, said)
    story.go(-1, 12)
    for sector, place in (("tso", 3), ("la", 3)):
        _answer(plan, lines, at, group, sector, place)
    comments.settle(item_of(other).comments.get(), by=group.facilitators[0])


def dunlarch(story: Story, group: Group, plan: ActionPlan) -> None:
    """One cleared challenge gets no response, for a reason that both sectors can read."""
    story.go(-5, 11)
    left = next(one for one in challenges.of_plan(plan, content.lines(plan)) if one.is_left)
    challenges.say_why_none(plan, left.point.pk, reason=NO_RESPONSE, revision=0, by=group.tso[1])


def _text(line: Line) -> str:
    return item_of(line).text


def _is_action(line: Line) -> bool:
    return isinstance(line, content.ActionLine)


def _seat(group: Group, sector: str, place: int) -> Seat:
    return (group.la if sector == "la" else group.tso)[place]


def _answer(plan: ActionPlan, lines: list[Line], at: Line, group: Group, sector: str, place: int) -> None:
    """Support for everything, but for what `REFUSED` says of the disputed item."""
    other = next((said for said in REFUSED if said[:2] == (sector, place)), None)
    replies = []
    for line in lines:
        said, why = (other[2], other[3]) if other and line is at else (C.SUPPORT, "")
        replies.append(Reply(item_of(line).pk, asking.digest(item_of(line)), said, why))
    asking.answer(plan, replies, by=_seat(group, sector, place))


def _comment(group: Group, line: Line, said: tuple[str, int, str]) -> None:
    sector, place, text = said
    comments.say(item_of(line), text=text, by=_seat(group, sector, place))
