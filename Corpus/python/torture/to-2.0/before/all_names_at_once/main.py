"""A package whose modules hand NumPy's names and NumPy itself to one another."""
import kernel
from kernel import float_, multiply
from kernel.compat import np
from kernel.maths import kinds, total as sum_of_three

print(int(multiply([2, 3])), int(kernel.multiply([4])), float_(1).item(), kernel.Inf)
print(kernel.total([2]), sum_of_three([3]), kinds(), int(np.product([2, 2])), kernel.m.xp.infty)
print(kernel.normalize_axis_index(-1, 2), sorted(kernel.__all__))
