"""nbkpi schema: the JSON Schema of a book, or of what the commands print."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from nbkpi.cli.options import Language
from nbkpi.language import _, later

Output = Annotated[
    bool, typer.Option("--output", help=later("the schema of the output of --json, instead of that of a book"))
]
Out = Annotated[Path | None, typer.Option("-o", "--out", metavar=later("FILE"), help=later("write to a file"))]


def schema(output: Output = False, out: Out = None, lang: Language = None) -> None:  # noqa: ARG001
    """The command."""
    from nbkpi.errors import UsageError
    from nbkpi.render.output import put
    from nbkpi.render.schema import output_schema, schema_text

    if out is not None and out.suffix.lower() == ".toml":
        raise UsageError(_("{path} cannot be written: a schema is JSON, and books end with .toml", path=out))
    if output:
        text = output_schema()
    else:
        from nbkpi.loading.models import book_schema

        text = schema_text(book_schema())
    put(text, out)
