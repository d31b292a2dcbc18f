"""A revision of a git repository as a tree of files: what `read` needs of it, and nothing is checked out."""

from __future__ import annotations

from gkgen.revision.tree import Revision, merge_base, open_revision

__all__ = ["Revision", "merge_base", "open_revision"]
