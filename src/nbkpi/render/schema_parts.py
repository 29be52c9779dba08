"""What the records of several commands are made of, in the JSON Schema of what --json prints."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Number = Annotated[
    float, Field(description="as it is where 17 digits are enough, else rounded to these; bounds never inward")
]
Exact = Annotated[str, Field(pattern=r"^-?\d+(\.\d+|/\d+)?$", description="an exact number: a decimal, or p/q")]
End = Annotated[Number | None, Field(description="null where the interval is infinite, or there is no value")]
Closed = Annotated[bool | None, Field(description="whether the end belongs to the interval; null without a value")]


class Model(BaseModel):
    """Anything in the output: nothing else may stand in it."""

    model_config = ConfigDict(extra="forbid")


Of = Annotated[
    dict[str, str], Field(default_factory=dict, description="categories by their breakdowns; not there for a whole")
]


class Entity(Model):
    """What a result is about."""

    id: str
    name: str
    kind: str
    path: str
    of: Of


class Measure(Model):
    """What was observed or computed."""

    id: str
    name: str
    type: Literal["indicator", "metric"]


class Source(Model):
    """Where a figure was printed, and the place in it."""

    id: str
    title: str
    locator: str | None


class Words(Model):
    """A figure as printed, and how it was read."""

    text: Annotated[str, Field(description="as printed")]
    reading: Annotated[str, Field(description="the rule by which the words were read")]
    source: str | None
    locator: str | None


class Ends(Model):
    """Both ends of an interval as exact numbers."""

    lower: Exact | None
    upper: Exact | None


class ExactInterval(Ends):
    """The same numbers, exact."""

    value: Exact | None


class ExactDifference(Model):
    """The same number, exact."""

    difference: Exact | None


class ExactVerdict(ExactInterval, ExactDifference):
    """The same numbers, exact."""


class Interval(Model):
    """Every possible value; an end that is null is infinite."""

    value: Annotated[Number | None, Field(description="the best single value, null where there are only bounds")]
    lower: End
    lower_closed: Closed
    upper: End
    upper_closed: Closed
    exact: ExactInterval


Rank = Annotated[int | None, Field(ge=1, description="1 is best; null where there is nothing to rank")]


class Amount(Interval):
    """Possible values in a unit of their own; null throughout where there are none."""

    unit: str | None
