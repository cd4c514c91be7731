"""from numpy import product, float_; np.Inf"""
