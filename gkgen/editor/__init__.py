"""What an editor's program needs to help while one writes: JSON Schemas of all content, and its own settings."""

from gkgen.editor.names import Names, names_in
from gkgen.editor.schemas import CONTENT, SETTINGS, schemas_of
from gkgen.editor.vscode import EXTENSION, FOLDER, as_text, editor_files

__all__ = [
    "CONTENT",
    "EXTENSION",
    "FOLDER",
    "SETTINGS",
    "Names",
    "as_text",
    "editor_files",
    "names_in",
    "schemas_of",
]
