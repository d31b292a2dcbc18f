"""What builds have made before, remembered by what it was made of: nothing here is needed, all of it may be deleted.

A value is known by its kind and by a digest of everything it follows from, so that it never goes stale: what it was
made of has changed, and then it is another value; or it hasn't, and then it is this one. What is read back is checked
and never believed: a damaged, foreign or half-written memory is begun anew.
"""

from gkgen.cache.digest import Digest, digest_of, digest_of_all
from gkgen.cache.files import files_before, keep_files
from gkgen.cache.fingerprint import fingerprint, likeness
from gkgen.cache.memory import Memory, Remember, afresh
from gkgen.cache.packing import UnreadableError, packed, unpacked
from gkgen.cache.pages import PageRow, keep_pages, kept_pages
from gkgen.cache.published import (
    LastPublished,
    keep_published,
    last_published,
)
from gkgen.cache.recollection import Recollection
from gkgen.cache.secret import secret_of
from gkgen.cache.seen import keep_seen, seen_in
from gkgen.cache.standing import (
    Standing,
    clock,
    inputs_stand,
    keep_standing,
    signature_of,
    standing_still,
    state_of,
)
from gkgen.cache.store import FOLDER, Store, opened

__all__ = [
    "FOLDER",
    "Digest",
    "LastPublished",
    "Memory",
    "PageRow",
    "Recollection",
    "Remember",
    "Standing",
    "Store",
    "UnreadableError",
    "afresh",
    "clock",
    "digest_of",
    "digest_of_all",
    "files_before",
    "fingerprint",
    "inputs_stand",
    "keep_files",
    "keep_pages",
    "keep_published",
    "keep_seen",
    "keep_standing",
    "kept_pages",
    "last_published",
    "likeness",
    "opened",
    "packed",
    "secret_of",
    "seen_in",
    "signature_of",
    "standing_still",
    "state_of",
    "unpacked",
]
