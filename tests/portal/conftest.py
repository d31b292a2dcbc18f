"""What all proofs share: a host that shows the example."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.portal.example import Example
from tests.portal.host import hosted


@pytest.fixture(scope="session")
def host(portal: Example) -> Iterator[str]:
    with hosted(portal.folder, "/zfxxgk") as address:
        yield address
