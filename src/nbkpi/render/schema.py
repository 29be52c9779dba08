"""The JSON Schemas of a book and of what --json prints, made from Pydantic models."""

from __future__ import annotations

import json
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from nbkpi.report.document import SCHEMA


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid")
