"""The answers of the service, against those recorded when the model was trained."""
import json
import os

import pytest

from app import create_app

HERE = os.path.dirname(os.path.abspath(__file__))

with open(os.path.join(HERE, "recorded.json")) as file:
    RECORDED = json.load(file)


@pytest.fixture(scope="module")
def client():
    return create_app().test_client()


@pytest.mark.parametrize("exchange", RECORDED, ids=lambda exchange: exchange["name"])
def test_recorded(client, exchange):
    response = client.post(exchange["path"], json=exchange["request"])
    assert response.status_code == exchange["status"]
    assert response.get_json() == exchange["response"]


def test_health(client):
    assert client.get("/health").get_json() == {"status": "ok"}
