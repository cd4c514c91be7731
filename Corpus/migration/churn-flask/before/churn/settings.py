"""Settings of the service, from the environment."""
import os

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

#: Customers above this risk get a call from the retention team.
CALL_THRESHOLD = float(os.environ.get("CHURN_CALL_THRESHOLD", "0.6"))

#: A request may hold this many customers.
BATCH_LIMIT = int(os.environ.get("CHURN_BATCH_LIMIT", "500"))

LOG_LEVEL = os.environ.get("CHURN_LOG_LEVEL", "INFO")
