"""An alias nobody expects, and one that looks like another library."""
import numpy as xp
import numpy as jnp

print(int(xp.prod([2, 3])), int(jnp.prod([4, 5])))
print(xp.complex128(1j).real.item(), jnp.bool_(1).item())
