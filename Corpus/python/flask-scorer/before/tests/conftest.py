import os
import sys

import pytest

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, ROOT)


@pytest.fixture
def client():
    from scorer.app import create_app

    return create_app({"MODEL_PATH": os.path.join(ROOT, "model", "weights.json")}).test_client()
