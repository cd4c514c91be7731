"""The answers of the service, against those recorded when the models were trained."""
import json
import pathlib

import pytest
from fastapi.testclient import TestClient

from fraud.app import app

HERE = pathlib.Path(__file__).resolve().parent
RECORDED = json.loads((HERE / "recorded.json").read_text())


@pytest.fixture(scope="module")
def client():
    return TestClient(app)


@pytest.mark.parametrize("exchange", RECORDED, ids=lambda exchange: exchange["name"])
def test_recorded(client, exchange):
    response = client.post(exchange["path"], json=exchange["request"])
    assert response.status_code == exchange["status"]
    assert response.json() == exchange["response"]


def test_health(client):
    assert client.get("/health").json() == {"status": "ok"}
