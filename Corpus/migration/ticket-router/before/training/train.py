"""Trains models/router.pkl on made-up tickets. Run with the versions of training/requirements.txt."""
import pickle
import random
import sys
from pathlib import Path

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from router.text import ticket_text  # noqa: E402

PHRASES = {
    "billing": ["invoice", "charged twice", "refund", "credit card", "payment failed", "receipt", "price of the plan"],
    "network": ["slow internet", "no signal", "router blinks red", "connection drops", "latency", "outage in my street"],
    "accounts": ["forgot my password", "cannot log in", "change my address", "two factor code", "delete my account"],
    "devices": ["phone does not charge", "broken screen", "sim card", "warranty", "new handset", "battery is empty"],
}
FILLERS = ["please help", "since yesterday", "again", "thank you", "i have tried everything", "my wife says", "urgent", "hello"]


def ticket(team, dice):
    words = dice.sample(PHRASES[team], 2) + dice.sample(FILLERS, 3)
    if dice.random() < 0.25:
        words.append(dice.choice(PHRASES[dice.choice(list(PHRASES))]))
    dice.shuffle(words)
    return {"subject": words[0], "body": ", ".join(words[1:]) + f" {dice.randint(1, 900)}"}


def main():
    dice = random.Random(11)
    teams = [dice.choice(list(PHRASES)) for _ in range(900)]
    texts = [ticket_text(ticket(team, dice)) for team in teams]
    model = make_pipeline(
        TfidfVectorizer(ngram_range=(1, 2), min_df=3, sublinear_tf=True), LogisticRegression(C=8.0, max_iter=400)
    )
    model.fit(texts, teams)
    with open(ROOT / "models" / "router.pkl", "wb") as stream:
        pickle.dump(model, stream, protocol=4)


if __name__ == "__main__":
    main()
