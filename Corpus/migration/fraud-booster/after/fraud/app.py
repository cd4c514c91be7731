"""HTTP in front of the fraud models."""
from typing import List, Optional

from fastapi import FastAPI, HTTPException
from pydantic import BaseModel, Field

from fraud.scoring import FraudScorer

THRESHOLD = 0.35
BATCH_LIMIT = 500


class Payment(BaseModel):
    amount: float = Field(gt=0)
    hour: int = Field(ge=0, lt=24)
    days_since_last: Optional[float] = None
    usual_amount: Optional[float] = None
    country: str = "NL"
    home: str = "NL"
    attempts: int = 1


class Batch(BaseModel):
    payments: List[Payment]


app = FastAPI(title="fraud")
scorer = FraudScorer()


@app.get("/health")
def health():
    return {"status": "ok"}


@app.post("/score")
def score(batch: Batch):
    if not batch.payments:
        raise HTTPException(422, "send at least one payment")
    if len(batch.payments) > BATCH_LIMIT:
        raise HTTPException(422, f"at most {BATCH_LIMIT} payments a request")
    risks = scorer.risks(batch.payments)
    kinds = scorer.kinds(batch.payments)
    return {
        "results": [
            {"risk": round(float(risk), 5), "stop": bool(risk > THRESHOLD), "kind": kind if risk > THRESHOLD else None}
            for risk, kind in zip(risks, kinds)
        ]
    }
