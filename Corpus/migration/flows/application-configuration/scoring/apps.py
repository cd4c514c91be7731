import os

import joblib
from django.apps import AppConfig
from django.conf import settings


class ScoringConfig(AppConfig):
    name = "scoring"
    model = None

    def ready(self):
        ScoringConfig.model = joblib.load(os.path.join(settings.BASE_DIR, "models", "churn.joblib"))
