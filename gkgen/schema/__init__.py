"""What a content type is, and how a record conforms to it: the declarations' own language."""

from gkgen.schema.common import Attachment, Basis, Common, Disclosed, TimeLimit, metadata_of
from gkgen.schema.config import Config, Settings
from gkgen.schema.conform import conform
from gkgen.schema.content_type import ContentType, Site, Subject
from gkgen.schema.fields import Field, FieldSpec, Form, fields_of
from gkgen.schema.passages import Passage, passages_of
from gkgen.schema.references import Reference, references_of, texts_of
from gkgen.schema.vocabularies import Vocabularies

__all__ = [
    "Attachment",
    "Basis",
    "Common",
    "Config",
    "ContentType",
    "Disclosed",
    "Field",
    "FieldSpec",
    "Form",
    "Passage",
    "Reference",
    "Settings",
    "Site",
    "Subject",
    "TimeLimit",
    "Vocabularies",
    "conform",
    "fields_of",
    "metadata_of",
    "passages_of",
    "references_of",
    "texts_of",
]
