class Oops(Exception):
    product = "mine"


try:
    raise Oops
except Oops as np:
    print(np.product)
