class Line:
    product = "tea"
    alltrue = True


def lines():
    return [Line(), Line()]


print([line.product for line in lines()], lines()[0].alltrue)
