import asyncio
import functools

import joblib
import pandas as pd

model = joblib.load("models/churn.joblib")
risks = functools.partial(model.predict_proba)


async def label(row):
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(None, model.predict, pd.DataFrame([row]))


async def risk(row):
    frame = pd.DataFrame([row])
    return (await asyncio.to_thread(model.predict_proba, frame))[0, 1]
