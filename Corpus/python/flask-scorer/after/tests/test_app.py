import json

ROW = {"age": 30, "income": 42000, "balance": 10, "utilisation": 0.2, "late_payments": 0, "tenure": 3}


def test_health_names_the_bands(client):
    body = client.get("/health").get_json()
    assert body["bands"] == ["A", "B", "C", "D"]
    assert body["dtype"] == "float64"
    assert body["standard"] is True


def test_a_single_row_is_scored(client):
    body = client.post("/score", data=json.dumps(ROW)).get_json()
    assert body["rows"][0]["id"] == 0
    assert body["rows"][0]["band"] == "A"


def test_truth_values_are_refused(client):
    got = client.post("/score", data=json.dumps({**ROW, "age": False}))
    assert got.status_code == 400
    assert got.get_json()["row"] == 0


def test_metrics_before_any_row(client):
    assert client.get("/metrics").get_json() == {"psi": [], "summary": {"seen": 0}}


def test_too_many_rows(client):
    got = client.post("/explain", data=json.dumps([ROW, ROW]))
    assert got.status_code == 400
