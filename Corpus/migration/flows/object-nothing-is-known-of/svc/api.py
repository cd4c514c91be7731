from . import state

current = state.make()


def score(frame):
    return current.model.predict(frame)
