"""From what people type to the numbers of the model."""
import math

import numpy as np

ORDER = ["area", "rooms", "year", "garden", "distance", "floor"]
DEFAULTS = {"garden": 0.0, "floor": 1.0}


class MissingFeature(KeyError):
    pass


def vector(house):
    """One house as a list of numbers, in the model's order."""
    numbers = []
    for name in ORDER:
        value = house.get(name, DEFAULTS.get(name))
        if value is None:
            raise MissingFeature(name)
        numbers.append(float(value))
    area, rooms, year, garden, distance, floor = numbers
    return [math.log(area), rooms, 2023 - year, math.sqrt(garden), distance, floor, area / max(rooms, 1)]


def matrix(houses):
    return np.array([vector(house) for house in houses], dtype=float)
