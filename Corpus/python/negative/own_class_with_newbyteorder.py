class Stream:
    order = "<"

    def newbyteorder(self, order="S"):
        self.order = order
        return self


print(Stream().newbyteorder(">").order)
