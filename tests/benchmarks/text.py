"""How much of the gold sets is found, and how the time to read a text grows with its length.

Where Recognizers-Text is installed (pip install --pre recognizers-text-suite 'emoji<2'), it reads the same text in the
same run: its numbers and its numbers with units, so that machines can be compared.
"""

from __future__ import annotations

import sys
from pathlib import Path

from measure import Job, rounds_option, show, side_by_side

TESTS = Path(__file__).parents[1]
sys.path.insert(0, str(TESTS / "text"))

from measuring import SPLITS, empty_book, figures, relations  # noqa: E402

from nbkpi.text.audit import audit  # noqa: E402
from nbkpi.text.mentions import mentions_in  # noqa: E402

TIMES = (1, 2, 4, 8)
MEGABYTE = 1_000_000


def quality() -> None:
    """Precision and recall for every part of the gold sets."""
    for split in SPLITS:
        for what, scores in (("figures", figures(split)), ("relations", relations(split))):
            for name, score in scores.items():
                print(f"{split:9} {what:9} {name:13} {score}")


def growth(rounds: int) -> None:
    """Seconds for texts of growing length, and how often the first they are."""
    bulletin = (TESTS / "text" / "own" / "true.txt").read_text("utf-8").replace("%%\n", "")
    size = len(bulletin.encode())
    for name, job, unit in (("extract", mentions_in, 8), ("audit", audit, 1)):
        texts = {times: bulletin * (unit * times) for times in TIMES}
        jobs = {str(times): lambda text=text, job=job: job(text, empty_book()) for times, text in texts.items()}
        seconds = side_by_side(jobs, rounds)
        for times in TIMES:
            taken = seconds[str(times)]
            bytes_read = size * unit * times
            ratio = taken / seconds["1"]
            print(
                f"{name:8} {bytes_read / MEGABYTE:6.2f} MB {taken:7.2f} s {taken / bytes_read * MEGABYTE:6.2f} s/MB",
                end="",
            )
            print(f"   {times} times the length: {ratio:.1f} times the time")


def beside(rounds: int) -> None:
    """Seconds for the figures and for the whole audit of a text, beside another reader of its numbers."""
    bulletin = (TESTS / "text" / "own" / "true.txt").read_text("utf-8").replace("%%\n", "")
    jobs: dict[str, Job] = {
        "extract": lambda: mentions_in(bulletin, empty_book()),
        "audit": lambda: audit(bulletin, empty_book()),
    }
    try:
        from recognizers_number import recognize_number, recognize_percentage
        from recognizers_number_with_unit import recognize_currency, recognize_dimension
    except ImportError:
        print("Recognizers-Text is not installed")
        return
    readers = (recognize_number, recognize_percentage, recognize_currency, recognize_dimension)
    jobs["Recognizers-Text"] = lambda: [reader(bulletin, "zh-cn") for reader in readers]
    show(side_by_side(jobs, rounds), "Recognizers-Text", {})


if __name__ == "__main__":
    options = rounds_option(__doc__, 3).parse_args()
    quality()
    growth(options.rounds)
    beside(options.rounds)
