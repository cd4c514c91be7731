import json

import pandas as pd
from django.http import JsonResponse

from .apps import ScoringConfig


def score(request):
    frame = pd.DataFrame(json.loads(request.body))
    return JsonResponse({"scores": ScoringConfig.model.predict_proba(frame)[:, 1].tolist()})
