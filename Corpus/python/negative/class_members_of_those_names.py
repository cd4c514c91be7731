class Catalogue:
    product = "tea"
    float_: int = 1

    def cumproduct(self):
        return self.product * self.float_

    def shown(self):
        return [self.cumproduct(), Catalogue.product]


print(Catalogue().shown())
