import scipy.integrate
import scipy

print(scipy.integrate.trapz, scipy.product, scipy.float_, scipy.Inf)
