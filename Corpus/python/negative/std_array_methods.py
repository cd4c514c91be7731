from array import array

print(array("b", [1, 2]).tobytes(), array("i", [1]).itemsize)
