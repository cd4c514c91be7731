import pandas as pd
from fastapi import APIRouter, Request

router = APIRouter()


@router.post("/score")
async def score(rows: list[dict], request: Request):
    frame = pd.DataFrame(rows)
    return request.app.state.model.predict_proba(frame)[:, 1].tolist()
