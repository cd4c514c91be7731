class Task:
    class np:
        product = "mine"


task = Task()
print(task.np.product, Task.np.product)
