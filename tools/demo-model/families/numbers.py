"""Number theory: digits, divisors, primes, sequences."""
from families.base import F, theme

theme("number theory")


def is_prime(n):
    return n > 1 and all(n % d for d in range(2, n))


def fib(n):
    a, b = 0, 1
    for _ in range(n):
        a, b = b, a + b
    return a


def gcd(a, b):
    return max(d for d in range(1, max(a, b) + 1) if a % d == 0 and b % d == 0)


F("factorial", "n:int -> int", "return the factorial of a number|compute n factorial|calculate the factorial of n", "返回一个数的阶乘|计算n的阶乘|求阶乘",
  "result = 1\nfor i in range(2, $n + 1):\n    result *= i\nreturn result",
  "int result = 1;\nfor (int i = 2; i <= $n; i++)\n{\n    result *= i;\n}\nreturn result;",
  "let result = 1;\nfor (let i = 2; i <= $n; i++) {\n    result *= i;\n}\nreturn result;",
  lambda n: 1 if n < 2 else n * FACT(n - 1), (5,), (0,), (7,))
FACT = lambda n: 1 if n < 2 else n * FACT(n - 1)
F("fibonacci", "n:int -> int", "return the nth Fibonacci number|compute the n-th Fibonacci number|calculate the Fibonacci number at position n", "返回第n个斐波那契数|计算第n个斐波那契数|求斐波那契数列的第n项",
  "a, b = 0, 1\nfor _ in range($n):\n    a, b = b, a + b\nreturn a",
  "int prev = 0, next = 1;\nfor (int i = 0; i < $n; i++)\n{\n    (prev, next) = (next, prev + next);\n}\nreturn prev;",
  "let prev = 0, next = 1;\nfor (let i = 0; i < $n; i++) {\n    [prev, next] = [next, prev + next];\n}\nreturn prev;",
  fib, (0,), (1,), (10,))
F("fibonacci_list", "n:int -> ints", "return a list of the first n Fibonacci numbers|generate the first n Fibonacci numbers|list the Fibonacci sequence up to n terms", "返回前n个斐波那契数的列表|生成前n个斐波那契数|列出斐波那契数列的前n项",
  "result = []\na, b = 0, 1\nfor _ in range($n):\n    result.append(a)\n    a, b = b, a + b\nreturn result",
  "var result = new List<int>();\nint prev = 0, next = 1;\nfor (int i = 0; i < $n; i++)\n{\n    result.Add(prev);\n    (prev, next) = (next, prev + next);\n}\nreturn result;",
  "const result = [];\nlet prev = 0, next = 1;\nfor (let i = 0; i < $n; i++) {\n    result.push(prev);\n    [prev, next] = [next, prev + next];\n}\nreturn result;",
  lambda n: [fib(i) for i in range(n)], (6,), (0,))
F("is_prime", "n:int -> bool", "check whether a number is prime|check if a number is a prime number|return true if a number is prime|determine whether an integer is prime", "判断一个数是否为质数|检查数字是不是素数|如果是质数则返回真",
  "if $n < 2:\n    return False\nfor i in range(2, int($n ** 0.5) + 1):\n    if $n % i == 0:\n        return False\nreturn True",
  "if ($n < 2)\n{\n    return false;\n}\nfor (int i = 2; i * i <= $n; i++)\n{\n    if ($n % i == 0)\n    {\n        return false;\n    }\n}\nreturn true;",
  "if ($n < 2) {\n    return false;\n}\nfor (let i = 2; i * i <= $n; i++) {\n    if ($n % i === 0) {\n        return false;\n    }\n}\nreturn true;",
  is_prime, (7,), (9,), (1,), (97,))
F("primes_up_to", "n:int -> ints", "return all prime numbers up to n|list the primes up to a limit|find every prime not greater than n", "返回不超过n的所有质数|列出n以内的素数|找出所有不大于n的质数",
  "return [p for p in range(2, $n + 1) if all(p % d for d in range(2, p))]",
  "return Enumerable.Range(2, Math.Max(0, $n - 1)).Where(p => Enumerable.Range(2, p - 2).All(d => p % d != 0)).ToList();",
  "const result = [];\nfor (let p = 2; p <= $n; p++) {\n    if (result.every(d => p % d !== 0)) {\n        result.push(p);\n    }\n}\nreturn result;",
  lambda n: [p for p in range(n + 1) if is_prime(p)], (10,), (1,), (30,))
F("prime_factors", "n:int -> ints", "return the prime factors of a number|factor a number into primes|list the prime factors of an integer", "返回一个数的质因数|把一个数分解质因数|列出整数的所有质因子",
  "result = []\nd = 2\nrest = $n\nwhile rest > 1:\n    while rest % d == 0:\n        result.append(d)\n        rest //= d\n    d += 1\nreturn result",
  "var result = new List<int>();\nint rest = $n;\nfor (int d = 2; rest > 1; d++)\n{\n    while (rest % d == 0)\n    {\n        result.Add(d);\n        rest /= d;\n    }\n}\nreturn result;",
  "const result = [];\nlet rest = $n;\nfor (let d = 2; rest > 1; d++) {\n    while (rest % d === 0) {\n        result.push(d);\n        rest /= d;\n    }\n}\nreturn result;",
  lambda n: [p for p in range(2, n + 1) if is_prime(p) for e in range(1, 20) if n % p ** e == 0], (12,), (7,), (90,))
F("greatest_common_divisor", "a:int b:int -> int", "return the greatest common divisor of two numbers|compute the gcd of two numbers|find the largest number that divides both a and b", "返回两个数的最大公约数|计算两个数的最大公因数|求最大公约数",
  "while $b:\n    $a, $b = $b, $a % $b\nreturn $a", "while ($b != 0)\n{\n    ($a, $b) = ($b, $a % $b);\n}\nreturn $a;", "while ($b !== 0) {\n    [$a, $b] = [$b, $a % $b];\n}\nreturn $a;",
  gcd, (12, 18), (7, 5))
F("least_common_multiple", "a:int b:int -> int", "return the least common multiple of two numbers|compute the lcm of two numbers|find the smallest common multiple of a and b", "返回两个数的最小公倍数|计算两个数的最小公倍数|求最小公倍数",
  "x, y = $a, $b\nwhile y:\n    x, y = y, x % y\nreturn $a * $b // x", "int x = $a, y = $b;\nwhile (y != 0)\n{\n    (x, y) = (y, x % y);\n}\nreturn $a * $b / x;", "let x = $a, y = $b;\nwhile (y !== 0) {\n    [x, y] = [y, x % y];\n}\nreturn $a * $b / x;",
  lambda a, b: a * b // gcd(a, b), (4, 6), (7, 5))
F("sum_of_digits", "n:int -> int", "return the sum of the digits of a number|add up the digits of a number|compute the digit sum of an integer", "返回一个数各位数字之和|把一个数的各位数字相加|计算数字的数位和",
  "return sum(int(d) for d in str($n))", "return $n.ToString().Sum(d => d - '0');", "return String($n).split('').reduce((total, d) => total + Number(d), 0);", lambda n: sum(map(int, str(n))), (123,), (9045,))
F("count_digits", "n:int -> int", "count the digits of a number|return how many digits a number has|find the number of digits in an integer", "统计一个数有多少位|返回数字的位数|计算整数的位数",
  "return len(str(abs($n)))", "return Math.Abs($n).ToString().Length;", "return String(Math.abs($n)).length;", lambda n: len(str(abs(n))), (1234,), (-56,), (0,))
F("reverse_number", "n:int -> int", "reverse the digits of a number|return a number with its digits reversed|flip the digits of an integer", "把一个数的数字反转|返回数字反转后的数|将整数的各位颠倒",
  "return int(str($n)[::-1])", "return int.Parse(new string($n.ToString().Reverse().ToArray()));", "return Number(String($n).split('').reverse().join(''));", lambda n: int(str(n)[::-1]), (1234,), (560,))
F("is_palindrome_number", "n:int -> bool", "check whether a number is a palindrome|check if a number reads the same backwards|return true if an integer is a palindrome", "判断一个数是否为回文数|检查数字倒过来是否相同|如果整数是回文则返回真",
  "return str($n) == str($n)[::-1]", "return $n.ToString().SequenceEqual($n.ToString().Reverse());", "return String($n) === String($n).split('').reverse().join('');", lambda n: str(n) == str(n)[::-1], (1221,), (123,))
F("is_perfect_number", "n:int -> bool", "check whether a number is perfect|check if a number equals the sum of its divisors|return true if a number is a perfect number", "判断一个数是否为完全数|检查数字是否等于其真因数之和|如果是完美数则返回真",
  "return $n > 1 and sum(d for d in range(1, $n) if $n % d == 0) == $n", "return $n > 1 && Enumerable.Range(1, $n - 1).Where(d => $n % d == 0).Sum() == $n;", "let total = 0;\nfor (let d = 1; d < $n; d++) {\n    if ($n % d === 0) {\n        total += d;\n    }\n}\nreturn $n > 1 && total === $n;",
  lambda n: n > 1 and sum(d for d in range(1, n) if n % d == 0) == n, (6,), (28,), (12,), (1,))
F("divisors", "n:int -> ints", "return all divisors of a number|list the divisors of a number|find every number that divides n", "返回一个数的所有因数|列出一个数的约数|找出所有能整除n的数",
  "return [d for d in range(1, $n + 1) if $n % d == 0]", "return Enumerable.Range(1, $n).Where(d => $n % d == 0).ToList();", "const result = [];\nfor (let d = 1; d <= $n; d++) {\n    if ($n % d === 0) {\n        result.push(d);\n    }\n}\nreturn result;", lambda n: [d for d in range(1, n + 1) if n % d == 0], (12,), (7,))
F("sum_to_n", "n:int -> int", "return the sum of the numbers from 1 to n|add all integers from 1 to n|compute 1 + 2 + ... + n", "返回从1到n的所有整数之和|计算1到n的累加和|求1加到n的和",
  "return $n * ($n + 1) // 2", "return $n * ($n + 1) / 2;", "=", lambda n: sum(range(n + 1)), (10,), (1,))
F("sum_of_squares", "n:int -> int", "return the sum of the squares from 1 to n|add the squares of the numbers up to n|compute the sum of the first n squares", "返回从1到n的平方和|计算前n个平方数之和|求平方和",
  "return sum(i * i for i in range(1, $n + 1))", "return Enumerable.Range(1, $n).Sum(i => i * i);", "let total = 0;\nfor (let i = 1; i <= $n; i++) {\n    total += i * i;\n}\nreturn total;", lambda n: sum(i * i for i in range(n + 1)), (3,), (10,))
F("collatz_steps", "n:int -> int", "count the Collatz steps until a number reaches 1|return how many Collatz steps a number takes|compute the length of the Collatz sequence", "计算一个数到1的考拉兹步数|返回数字按考拉兹猜想变为1的步数|统计Collatz步数",
  "steps = 0\nwhile $n != 1:\n    $n = $n // 2 if $n % 2 == 0 else 3 * $n + 1\n    steps += 1\nreturn steps", "int steps = 0;\nwhile ($n != 1)\n{\n    $n = $n % 2 == 0 ? $n / 2 : 3 * $n + 1;\n    steps++;\n}\nreturn steps;", "let steps = 0;\nwhile ($n !== 1) {\n    $n = $n % 2 === 0 ? $n / 2 : 3 * $n + 1;\n    steps++;\n}\nreturn steps;",
  lambda n: 0 if n == 1 else 1 + COLLATZ(n), (6,), (1,))
COLLATZ = lambda n: (lambda m: 0 if m == 1 else 1 + COLLATZ(m))(n // 2 if n % 2 == 0 else 3 * n + 1)
F("is_power_of_two", "n:int -> bool", "check whether a number is a power of two|check if a number is a power of 2|return true if a number is a power of two", "判断一个数是否为2的幂|检查数字是不是2的整数次方|如果是2的幂则返回真",
  "return $n > 0 and $n & ($n - 1) == 0", "return $n > 0 && ($n & ($n - 1)) == 0;", "return $n > 0 && ($n & ($n - 1)) === 0;", lambda n: n in [2 ** i for i in range(20)], (8,), (6,), (0,))
F("to_binary", "n:int -> str", "convert a number to a binary string|return the binary representation of a number|turn an integer into binary", "把一个数转换为二进制字符串|返回数字的二进制表示|将整数转成二进制",
  "return bin($n)[2:]", "return Convert.ToString($n, 2);", "return $n.toString(2);", lambda n: format(n, "b"), (10,), (1,))
F("from_binary", "text:str -> int", "convert a binary string to a number|parse a binary string into an integer|return the value of a binary string", "把二进制字符串转换为数字|将二进制字符串解析为整数|返回二进制字符串的值",
  "return int($text, 2)", "return Convert.ToInt32($text, 2);", "return parseInt($text, 2);", lambda t: int(t, 2), ("1010",), ("1",))
F("to_hex", "n:int -> str", "convert a number to a hexadecimal string|return the hex representation of a number|turn an integer into hexadecimal", "把一个数转换为十六进制字符串|返回数字的十六进制表示|将整数转成十六进制",
  "return format($n, 'x')", "return $n.ToString(\"x\");", "return $n.toString(16);", lambda n: hex(n)[2:], (255,), (16,))
F("fizz_buzz", "n:int -> str", "return Fizz, Buzz, FizzBuzz or the number itself|implement FizzBuzz for one number|solve FizzBuzz for a number", "实现一个数的FizzBuzz|返回Fizz、Buzz、FizzBuzz或数字本身|解决FizzBuzz问题",
  "if $n % 15 == 0:\n    return 'FizzBuzz'\nif $n % 3 == 0:\n    return 'Fizz'\nif $n % 5 == 0:\n    return 'Buzz'\nreturn str($n)",
  "if ($n % 15 == 0)\n{\n    return \"FizzBuzz\";\n}\nif ($n % 3 == 0)\n{\n    return \"Fizz\";\n}\nreturn $n % 5 == 0 ? \"Buzz\" : $n.ToString();",
  "if ($n % 15 === 0) {\n    return 'FizzBuzz';\n}\nif ($n % 3 === 0) {\n    return 'Fizz';\n}\nreturn $n % 5 === 0 ? 'Buzz' : String($n);",
  lambda n: ("Fizz" * (n % 3 == 0) + "Buzz" * (n % 5 == 0)) or str(n), (15,), (9,), (10,), (7,))
F("digital_root", "n:int -> int", "return the digital root of a number|add the digits of a number until one digit is left|compute the digital root", "返回一个数的数字根|反复相加各位数字直到只剩一位|计算数字根",
  "while $n >= 10:\n    $n = sum(int(d) for d in str($n))\nreturn $n", "while ($n >= 10)\n{\n    $n = $n.ToString().Sum(d => d - '0');\n}\nreturn $n;", "while ($n >= 10) {\n    $n = String($n).split('').reduce((total, d) => total + Number(d), 0);\n}\nreturn $n;", lambda n: 0 if n == 0 else 1 + (n - 1) % 9, (987,), (5,))
F("count_multiples", "n:int -> int", "count the multiples of $k from 1 to n|return how many numbers up to n are divisible by $k|find how many multiples of $k are not greater than n", "统计1到n之间$k的倍数个数|返回不超过n且能被$k整除的数的个数|计算n以内$k的倍数有多少个",
  "return $n // $k", "return $n / $k;", "return Math.floor($n / $k);", lambda n, k: len([i for i in range(1, n + 1) if i % k == 0]), (100,), (7,), k=(2, 30))
