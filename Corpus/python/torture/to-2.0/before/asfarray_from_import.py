"""The default needs a name that the file has not got yet."""
from numpy import asfarray

print(asfarray([1, 2]).dtype.name, asfarray([1]).tolist())
