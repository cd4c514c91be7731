import pytest

from svc.models import get_model


@pytest.fixture
def model():
    return get_model()
