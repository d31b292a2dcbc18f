"""What must not stand in a published text: a person's numbers, marks of secrecy, marks of a draft; each with its offsets."""

from gkgen.privacy.covering import covered
from gkgen.privacy.drafts import draft_name, draft_of, draft_on_top
from gkgen.privacy.marks import secrecy_marks
from gkgen.privacy.numbers import private_numbers
from gkgen.privacy.sight import Kind, Sight, masked

__all__ = [
    "Kind",
    "Sight",
    "covered",
    "draft_name",
    "draft_of",
    "draft_on_top",
    "masked",
    "private_numbers",
    "secrecy_marks",
]
