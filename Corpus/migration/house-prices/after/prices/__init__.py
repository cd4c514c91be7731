"""Estimates what a house sells for."""
from .estimator import Estimate, PriceEstimator
from .loading import load_model

__all__ = ["Estimate", "PriceEstimator", "load_model"]
