"""Which team gets a ticket."""
import pickle
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from router.text import ticket_text

MODELS = Path(__file__).resolve().parent.parent / "models"

#: Below this the ticket goes to the front desk, whatever the model says.
SURE_ENOUGH = 0.45


@dataclass
class Route:
    team: str
    confidence: float
    runners_up: list = field(default_factory=list)

    def as_dict(self):
        return {"team": self.team, "confidence": self.confidence, "runners_up": self.runners_up}


def load_model(path=MODELS / "router.pkl"):
    with open(path, "rb") as stream:
        return pickle.load(stream)


class Router:
    """Scores tickets in batches and picks a team for each."""

    def __init__(self, batch=256):
        self.model = load_model()
        self.teams = self.model.classes_
        self.batch = batch

    def probabilities(self, tickets):
        texts = [ticket_text(ticket) for ticket in tickets]
        parts = []
        for start in range(0, len(texts), self.batch):
            parts.append(self.model.predict_proba(texts[start : start + self.batch]))
        return np.vstack(parts) if parts else np.zeros((0, len(self.teams)))

    def route(self, tickets):
        routes = []
        for row in self.probabilities(tickets):
            order = np.argsort(row)[::-1]
            best = order[0]
            if row[best] < SURE_ENOUGH:
                team = "front-desk"
            else:
                team = str(self.teams[best])
            runners_up = [str(self.teams[place]) for place in order[1:3]]
            routes.append(Route(team, round(float(row[best]), 6), runners_up))
        return routes

    def plain(self, tickets):
        """The model's own answer, without the front desk."""
        return [str(team) for team in self.model.predict([ticket_text(ticket) for ticket in tickets])]
