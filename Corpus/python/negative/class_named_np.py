class np:
    float_ = float

    @staticmethod
    def product(x):
        return sum(x)


print(np.product([1, 2]), np.float_(3))
