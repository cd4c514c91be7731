import joblib
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


class Trainer:
    def __init__(self):
        self.model = make_pipeline(StandardScaler(), RandomForestClassifier())

    def score(self, X, y):
        self.model.fit(X, y)
        return accuracy_score(y, self.model.predict(X))


def risks(frame, model):
    return model.predict_proba(frame)[:, 1]


data = pd.read_csv("churn.csv")
X_train, X_test, y_train, y_test = train_test_split(data.drop("churn", axis=1), data["churn"])
candidates = {"forest": RandomForestClassifier(), "logistic": LogisticRegression()}
for name, candidate in candidates.items():
    candidate.fit(X_train, y_train)
    print(name, accuracy_score(y_test, candidate.predict(X_test)))

model = LogisticRegression()
model.fit(X_train, y_train)
print(roc_auc_score(y_test, model.predict_proba(X_test)[:, 1]))

joblib.dump(model, "models/churn.joblib")
