def np():
    return "mine"


np.product = lambda x: "mine too"
print(np(), np.product([1]))
