class Cart(dict):
    def itemset(self, key, value):
        self[key] = value
        return self


print(Cart().itemset("a", 1).itemset((0, 1), 2))
