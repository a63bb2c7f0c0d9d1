"""What the tests of the bank share."""

import pytest

from tests.bank.folders import Folder


@pytest.fixture
def folder(tmp_path):
    """A copy of the sample content that a test may change."""
    return Folder(tmp_path)
