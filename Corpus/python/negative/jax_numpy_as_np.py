# jax keeps its own list of names
import jax.numpy as np

print(np.product(np.ones(3)))
