import joblib


class State:
    pass


def make():
    state = State()
    state.model = joblib.load("models/churn.joblib")
    return state
