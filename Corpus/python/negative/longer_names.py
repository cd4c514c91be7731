# the old names are only the beginnings of these
class np_:
    product_ = float_64 = Infinite = "mine"


npp = np_
print(np_.product_, npp.float_64, npp.Infinite)
