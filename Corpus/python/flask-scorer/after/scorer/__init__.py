"""A small service that scores loan applications with a logistic model."""

from .model import RiskModel
from .pipeline import Pipeline, build_pipeline

__version__ = "1.4.2"
__all__ = ["RiskModel", "Pipeline", "build_pipeline"]
