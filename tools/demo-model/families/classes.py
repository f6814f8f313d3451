"""Classes with fields and methods, in three languages.

`$C` is the class name. A check is an expression list per language; its value must equal
`expect`. The record family's fields come from the prompt, the others are fixed.
"""
from dataclasses import dataclass


@dataclass(frozen=True)
class ClassFamily:
    name: str
    en: tuple[str, ...]
    zh: tuple[str, ...]
    code: dict[str, str]
    check: dict[str, str]
    expect: list


CLASSES: dict[str, ClassFamily] = {}


def K(name, en, zh, py, cs, js, check_py, check_js, expect):
    CLASSES[name] = ClassFamily(name, tuple(en.split("|")), tuple(zh.split("|")),
                                {"python": py, "csharp": cs, "javascript": js},
                                {"python": check_py, "javascript": check_js}, expect)


K("Counter", "that counts up and down|with increment and decrement methods|for a counter with increment and decrement", "，可以加一和减一计数|，带有加一和减一的方法|，实现可增可减的计数器",
  "class $C:\n    def __init__(self):\n        self.value = 0\n\n    def increment(self):\n        self.value += 1\n\n    def decrement(self):\n        self.value -= 1",
  "public class $C\n{\n    public int Value { get; private set; }\n\n    public void Increment() => Value++;\n\n    public void Decrement() => Value--;\n}",
  "class $C {\n    constructor() {\n        this.value = 0;\n    }\n\n    increment() {\n        this.value++;\n    }\n\n    decrement() {\n        this.value--;\n    }\n}",
  "c = $C(); c.increment(); c.increment(); c.decrement(); out = [c.value]", "const c = new $C(); c.increment(); c.increment(); c.decrement(); out = [c.value];", [1])
K("Stack", "for a stack with push, pop and is_empty|that implements a stack|for a last-in first-out stack", "，实现带有入栈、出栈和判空的栈|，实现一个栈|，表示后进先出的栈",
  "class $C:\n    def __init__(self):\n        self.items = []\n\n    def push(self, item):\n        self.items.append(item)\n\n    def pop(self):\n        return self.items.pop()\n\n    def is_empty(self):\n        return not self.items",
  "public class $C\n{\n    private readonly List<int> items = new();\n\n    public bool IsEmpty => items.Count == 0;\n\n    public void Push(int item) => items.Add(item);\n\n    public int Pop()\n    {\n        int last = items[^1];\n        items.RemoveAt(items.Count - 1);\n        return last;\n    }\n}",
  "class $C {\n    constructor() {\n        this.items = [];\n    }\n\n    push(item) {\n        this.items.push(item);\n    }\n\n    pop() {\n        return this.items.pop();\n    }\n\n    isEmpty() {\n        return this.items.length === 0;\n    }\n}",
  "s = $C(); s.push(1); s.push(2); out = [s.pop(), s.is_empty(), s.pop(), s.is_empty()]", "const s = new $C(); s.push(1); s.push(2); out = [s.pop(), s.isEmpty(), s.pop(), s.isEmpty()];", [2, False, 1, True])
K("Queue", "for a queue with enqueue and dequeue|that implements a queue|for a first-in first-out queue", "，实现带有入队和出队的队列|，实现一个队列|，表示先进先出的队列",
  "class $C:\n    def __init__(self):\n        self.items = []\n\n    def enqueue(self, item):\n        self.items.append(item)\n\n    def dequeue(self):\n        return self.items.pop(0)",
  "public class $C\n{\n    private readonly List<int> items = new();\n\n    public void Enqueue(int item) => items.Add(item);\n\n    public int Dequeue()\n    {\n        int first = items[0];\n        items.RemoveAt(0);\n        return first;\n    }\n}",
  "class $C {\n    constructor() {\n        this.items = [];\n    }\n\n    enqueue(item) {\n        this.items.push(item);\n    }\n\n    dequeue() {\n        return this.items.shift();\n    }\n}",
  "q = $C(); q.enqueue(1); q.enqueue(2); out = [q.dequeue(), q.dequeue()]", "const q = new $C(); q.enqueue(1); q.enqueue(2); out = [q.dequeue(), q.dequeue()];", [1, 2])
K("BankAccount", "for a bank account with deposit and withdraw|that models a bank account|with a balance, deposit and withdraw", "，表示可以存款和取款的银行账户|，模拟银行账户|，包含余额、存款和取款",
  "class $C:\n    def __init__(self, balance=0):\n        self.balance = balance\n\n    def deposit(self, amount):\n        self.balance += amount\n\n    def withdraw(self, amount):\n        if amount > self.balance:\n            raise ValueError('Insufficient funds')\n        self.balance -= amount",
  "public class $C\n{\n    public decimal Balance { get; private set; }\n\n    public void Deposit(decimal amount) => Balance += amount;\n\n    public void Withdraw(decimal amount)\n    {\n        if (amount > Balance)\n        {\n            throw new InvalidOperationException(\"Insufficient funds\");\n        }\n        Balance -= amount;\n    }\n}",
  "class $C {\n    constructor(balance = 0) {\n        this.balance = balance;\n    }\n\n    deposit(amount) {\n        this.balance += amount;\n    }\n\n    withdraw(amount) {\n        if (amount > this.balance) {\n            throw new Error('Insufficient funds');\n        }\n        this.balance -= amount;\n    }\n}",
  "b = $C(); b.deposit(50); b.withdraw(20)\ntry:\n    b.withdraw(99); failed = False\nexcept Exception:\n    failed = True\nout = [b.balance, failed]", "const b = new $C(); b.deposit(50); b.withdraw(20); let failed = false; try { b.withdraw(99); } catch (e) { failed = true; } out = [b.balance, failed];", [30, True])
K("Rectangle", "for a rectangle with area and perimeter|that models a rectangle|with width, height, area and perimeter", "，表示带有面积和周长的矩形|，模拟矩形|，包含宽、高、面积和周长",
  "class $C:\n    def __init__(self, width, height):\n        self.width = width\n        self.height = height\n\n    def area(self):\n        return self.width * self.height\n\n    def perimeter(self):\n        return 2 * (self.width + self.height)",
  "public class $C\n{\n    public double Width { get; set; }\n    public double Height { get; set; }\n\n    public double Area() => Width * Height;\n\n    public double Perimeter() => 2 * (Width + Height);\n}",
  "class $C {\n    constructor(width, height) {\n        this.width = width;\n        this.height = height;\n    }\n\n    area() {\n        return this.width * this.height;\n    }\n\n    perimeter() {\n        return 2 * (this.width + this.height);\n    }\n}",
  "r = $C(2, 3); out = [r.area(), r.perimeter()]", "const r = new $C(2, 3); out = [r.area(), r.perimeter()];", [6, 10])
K("Circle", "for a circle with area and circumference|that models a circle|with a radius, area and circumference", "，表示带有面积和周长的圆|，模拟圆形|，包含半径、面积和周长",
  "class $C:\n    def __init__(self, radius):\n        self.radius = radius\n\n    def area(self):\n        return 3.141592653589793 * self.radius ** 2\n\n    def circumference(self):\n        return 2 * 3.141592653589793 * self.radius",
  "public class $C\n{\n    public double Radius { get; set; }\n\n    public double Area() => Math.PI * Radius * Radius;\n\n    public double Circumference() => 2 * Math.PI * Radius;\n}",
  "class $C {\n    constructor(radius) {\n        this.radius = radius;\n    }\n\n    area() {\n        return Math.PI * this.radius * this.radius;\n    }\n\n    circumference() {\n        return 2 * Math.PI * this.radius;\n    }\n}",
  "c = $C(1); out = [round(c.area(), 6), round(c.circumference(), 6)]", "const c = new $C(1); out = [Number(c.area().toFixed(6)), Number(c.circumference().toFixed(6))];", [3.141593, 6.283185])
K("Temperature", "for a temperature in Celsius that converts to Fahrenheit|that models a temperature|with celsius and a method to get Fahrenheit", "，表示可转换为华氏度的摄氏温度|，模拟温度|，包含摄氏度和转华氏度的方法",
  "class $C:\n    def __init__(self, celsius):\n        self.celsius = celsius\n\n    def to_fahrenheit(self):\n        return self.celsius * 9 / 5 + 32",
  "public class $C\n{\n    public double Celsius { get; set; }\n\n    public double ToFahrenheit() => Celsius * 9 / 5 + 32;\n}",
  "class $C {\n    constructor(celsius) {\n        this.celsius = celsius;\n    }\n\n    toFahrenheit() {\n        return this.celsius * 9 / 5 + 32;\n    }\n}",
  "out = [$C(100).to_fahrenheit()]", "out = [new $C(100).toFahrenheit()];", [212])
K("ShoppingCart", "for a shopping cart with add and total|that models a shopping cart|that collects prices and returns their total", "，表示可添加商品并计算总价的购物车|，模拟购物车|，收集价格并返回总和",
  "class $C:\n    def __init__(self):\n        self.prices = []\n\n    def add(self, price):\n        self.prices.append(price)\n\n    def total(self):\n        return sum(self.prices)",
  "public class $C\n{\n    private readonly List<decimal> prices = new();\n\n    public void Add(decimal price) => prices.Add(price);\n\n    public decimal Total() => prices.Sum();\n}",
  "class $C {\n    constructor() {\n        this.prices = [];\n    }\n\n    add(price) {\n        this.prices.push(price);\n    }\n\n    total() {\n        return this.prices.reduce((a, b) => a + b, 0);\n    }\n}",
  "c = $C(); c.add(2); c.add(3); out = [c.total()]", "const c = new $C(); c.add(2); c.add(3); out = [c.total()];", [5])
K("Timer", "for a stopwatch that sums seconds and can be reset|that adds up seconds and resets|with a tick method and a reset method", "，表示累计秒数并可重置的计时器|，累加秒数并能清零|，带有计时和重置方法",
  "class $C:\n    def __init__(self):\n        self.seconds = 0\n\n    def tick(self, seconds=1):\n        self.seconds += seconds\n\n    def reset(self):\n        self.seconds = 0",
  "public class $C\n{\n    public int Seconds { get; private set; }\n\n    public void Tick(int seconds = 1) => Seconds += seconds;\n\n    public void Reset() => Seconds = 0;\n}",
  "class $C {\n    constructor() {\n        this.seconds = 0;\n    }\n\n    tick(seconds = 1) {\n        this.seconds += seconds;\n    }\n\n    reset() {\n        this.seconds = 0;\n    }\n}",
  "t = $C(); t.tick(); t.tick(5); a = t.seconds; t.reset(); out = [a, t.seconds]", "const t = new $C(); t.tick(); t.tick(5); const a = t.seconds; t.reset(); out = [a, t.seconds];", [6, 0])

RECORD_NAMES = ("Person Book Car Product Student Employee Order Customer Movie City Account Message Ticket Course "
                "Recipe Player Team Event Invoice Device Animal Planet Song Album House Room Lesson Task Note Job").split()
RECORD_FIELDS = {"name": "string", "age": "int", "title": "string", "author": "string", "price": "double", "year": "int",
                 "color": "string", "brand": "string", "email": "string", "grade": "int", "salary": "double",
                 "city": "string", "country": "string", "quantity": "int", "weight": "double", "height": "double",
                 "score": "int", "level": "int", "status": "string", "date": "string", "duration": "int", "id": "int",
                 "address": "string", "phone": "string", "rating": "double", "genre": "string", "size": "int"}


def record_code(name: str, fields: list[str], language: str) -> str:
    if language == "python":
        lines = [f"class {name}:", f"    def __init__(self, {', '.join(fields)}):"]
        return "\n".join(lines + [f"        self.{f} = {f}" for f in fields])
    if language == "csharp":
        lines = [f"    public {RECORD_FIELDS[f]} {f.capitalize()} {{ get; set; }}" + (" = \"\";" if RECORD_FIELDS[f] == "string" else "") for f in fields]
        return "\n".join([f"public class {name}", "{", *lines, "}"])
    lines = [f"class {name} {{", f"    constructor({', '.join(fields)}) {{"]
    return "\n".join(lines + [f"        this.{f} = {f};" for f in fields] + ["    }", "}"])
