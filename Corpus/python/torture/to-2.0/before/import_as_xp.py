"""An alias nobody expects, and one that looks like another library."""
import numpy as xp
import numpy as jnp

print(int(xp.product([2, 3])), int(jnp.product([4, 5])))
print(xp.complex_(1j).real.item(), jnp.bool8(1).item())
