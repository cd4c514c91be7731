import numpy as np

HELP = "use np.product(x), np.float_ or numpy.core.numeric; np.array(x, copy=False)"
print(HELP, 'np.Inf', """np.in1d""", b"np.trapz", np.pi > 3)
