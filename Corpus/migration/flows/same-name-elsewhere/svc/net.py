class Net:
    def predict(self, x):
        return x


def run(net, x):
    return net.predict(x)
