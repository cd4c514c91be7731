from math import *


def trapz(y):
    return "mine"


print(trapz([1, 2]), inf)
