"""Arithmetic on one, two or three numbers."""
from families.base import F, theme

theme("arithmetic")
F("add_numbers", "a:int b:int -> int", "return the sum of two numbers|add two numbers|add two integers together|compute a plus b", "返回两个数的和|计算两个数之和|把两个数相加",
  "return $a + $b", "return $a + $b;", "=", lambda a, b: a + b, (2, 3), (-4, 9))
F("subtract_numbers", "a:int b:int -> int", "return the difference of two numbers|subtract the second number from the first|subtract two numbers", "返回两个数的差|用第一个数减去第二个数|两个数相减",
  "return $a - $b", "return $a - $b;", "=", lambda a, b: a - b, (7, 3), (2, 9))
F("multiply_numbers", "a:int b:int -> int", "return the product of two numbers|multiply two numbers|compute a times b", "返回两个数的乘积|计算两个数的积|把两个数相乘",
  "return $a * $b", "return $a * $b;", "=", lambda a, b: a * b, (4, 5), (-3, 6))
F("divide_numbers", "a:float b:float -> float", "divide two numbers and return 0 when the divisor is zero|return the quotient of two numbers, or 0 if the divisor is zero|safely divide one number by another", "两数相除，除数为零时返回0|计算两个数的商，除数为零则返回0|安全地做除法",
  "if $b == 0:\n    return 0\nreturn $a / $b", "if ($b == 0)\n{\n    return 0;\n}\nreturn $a / $b;", "if ($b === 0) {\n    return 0;\n}\nreturn $a / $b;", lambda a, b: 0 if b == 0 else a / b, (6, 3), (5, 0))
F("square", "x:int -> int", "return the square of a number|square a number|compute a number times itself", "返回一个数的平方|计算一个数的平方|求平方",
  "return $x * $x", "return $x * $x;", "=", lambda x: x * x, (5,), (-3,))
F("cube", "x:int -> int", "return the cube of a number|cube a number|raise a number to the third power", "返回一个数的立方|计算一个数的立方|求立方",
  "return $x * $x * $x", "return $x * $x * $x;", "=", lambda x: x ** 3, (2,), (-3,))
F("average_of_two", "a:float b:float -> float", "return the average of two numbers|compute the mean of two numbers|find the midpoint between two numbers", "返回两个数的平均值|计算两个数的平均数|求两数的均值",
  "return ($a + $b) / 2", "return ($a + $b) / 2;", "=", lambda a, b: (a + b) / 2, (2, 4), (1, 2))
F("max_of_two", "a:int b:int -> int", "return the larger of two numbers|find the maximum of two numbers|return the greater of two numbers", "返回两个数中较大的一个|求两个数的最大值|找出两数中的最大者",
  "return max($a, $b)", "return Math.Max($a, $b);", "return Math.max($a, $b);", lambda a, b: max(a, b), (2, 9), (7, 1))
F("min_of_two", "a:int b:int -> int", "return the smaller of two numbers|find the minimum of two numbers|return the lesser of two numbers", "返回两个数中较小的一个|求两个数的最小值|找出两数中的最小者",
  "return min($a, $b)", "return Math.Min($a, $b);", "return Math.min($a, $b);", lambda a, b: min(a, b), (2, 9), (7, 1))
F("max_of_three", "a:int b:int c:int -> int", "return the largest of three numbers|find the maximum of three numbers|return the biggest of three numbers", "返回三个数中最大的一个|求三个数的最大值|找出三个数中的最大者",
  "return max($a, $b, $c)", "return Math.Max($a, Math.Max($b, $c));", "return Math.max($a, $b, $c);", lambda a, b, c: max(a, b, c), (2, 9, 4), (7, 1, 3), (1, 2, 8))
F("sum_of_three", "a:int b:int c:int -> int", "return the sum of three numbers|add three numbers|add three integers together", "返回三个数的和|计算三个数之和|把三个数相加",
  "return $a + $b + $c", "return $a + $b + $c;", "=", lambda a, b, c: a + b + c, (1, 2, 3), (-4, 9, 10))
F("absolute_difference", "a:int b:int -> int", "return the absolute difference of two numbers|find the distance between two numbers|compute how far apart two numbers are", "返回两个数之差的绝对值|计算两个数之间的距离|求两数的绝对差",
  "return abs($a - $b)", "return Math.Abs($a - $b);", "return Math.abs($a - $b);", lambda a, b: abs(a - b), (2, 9), (7, 1))
F("absolute_value", "x:int -> int", "return the absolute value of a number|compute the magnitude of a number|make a number non-negative", "返回一个数的绝对值|计算绝对值|求一个数的绝对值",
  "return abs($x)", "return Math.Abs($x);", "return Math.abs($x);", lambda x: abs(x), (-4,), (6,))
F("is_even", "n:int -> bool", "check whether a number is even|check if a number is even|return true if a number is even|determine whether an integer is even", "判断一个数是否为偶数|检查数字是不是偶数|如果是偶数则返回真",
  "return $n % 2 == 0", "return $n % 2 == 0;", "return $n % 2 === 0;", lambda n: n % 2 == 0, (4,), (7,), (0,))
F("is_odd", "n:int -> bool", "check whether a number is odd|check if a number is odd|return true if a number is odd|determine whether an integer is odd", "判断一个数是否为奇数|检查数字是不是奇数|如果是奇数则返回真",
  "return $n % 2 != 0", "return $n % 2 != 0;", "return $n % 2 !== 0;", lambda n: n % 2 != 0, (4,), (7,), (1,))
F("is_positive", "n:int -> bool", "check whether a number is positive|check if a number is greater than zero|return true if a number is positive", "判断一个数是否为正数|检查数字是否大于零|如果是正数则返回真",
  "return $n > 0", "return $n > 0;", "=", lambda n: n > 0, (4,), (-7,), (0,))
F("is_negative", "n:int -> bool", "check whether a number is negative|check if a number is less than zero|return true if a number is negative", "判断一个数是否为负数|检查数字是否小于零|如果是负数则返回真",
  "return $n < 0", "return $n < 0;", "=", lambda n: n < 0, (4,), (-7,), (0,))
F("is_multiple", "n:int -> bool", "check whether a number is a multiple of $k|check if a number is divisible by $k|return true if a number can be divided by $k", "判断一个数是否是$k的倍数|检查数字能否被$k整除|如果能被$k整除则返回真",
  "return $n % $k == 0", "return $n % $k == 0;", "return $n % $k === 0;", lambda n, k: n % k == 0, (12,), (35,), (0,), (143,), k=(3, 40))
F("add_constant", "n:int -> int", "add $k to a number|return a number plus $k|increase a number by $k", "给一个数加上$k|返回一个数加$k的结果|把数字增加$k",
  "return $n + $k", "return $n + $k;", "=", lambda n, k: n + k, (12,), (-5,), k=(2, 60))
F("multiply_by_constant", "n:int -> int", "multiply a number by $k|return a number times $k|scale a number by $k", "把一个数乘以$k|返回一个数的$k倍|将数字扩大$k倍",
  "return $n * $k", "return $n * $k;", "=", lambda n, k: n * k, (12,), (-5,), k=(2, 60))
F("is_between", "n:int -> bool", "check whether a number is between $lo and $hi|check if a number lies in the range $lo to $hi|return true if a number is from $lo to $hi", "判断一个数是否在$lo和$hi之间|检查数字是否在$lo到$hi的范围内|如果数字介于$lo与$hi之间则返回真",
  "return $lo <= $n <= $hi", "return $n >= $lo && $n <= $hi;", "=", lambda n, lo, hi: lo <= n <= hi, (12,), (55,), (1,), (100,), lo=(1, 30), hi=(31, 90))
F("power", "number:int exponent:int -> int", "raise a number to a power|compute the power of a base and an exponent|return a base raised to an exponent", "计算一个数的幂|返回底数的指数次方|求乘方",
  "return $number ** $exponent", "return (int)Math.Pow($number, $exponent);", "return Math.pow($number, $exponent);", lambda b, e: b ** e, (2, 5), (3, 3))
F("remainder", "a:int b:int -> int", "return the remainder of dividing two numbers|compute a number modulo another|find the remainder of a division", "返回两个数相除的余数|计算一个数对另一个数取模|求除法的余数",
  "return $a % $b", "return $a % $b;", "=", lambda a, b: a % b, (17, 5), (20, 4))
F("clamp", "value:int low:int high:int -> int", "clamp a number between a minimum and a maximum|limit a value to a given range|keep a number within bounds", "把一个数限制在最小值和最大值之间|将数值限制在给定范围内|把数字约束在上下界之间",
  "return max($low, min($value, $high))", "return Math.Max($low, Math.Min($value, $high));", "return Math.max($low, Math.min($value, $high));", lambda v, a, b: max(a, min(v, b)), (15, 0, 10), (-5, 0, 10), (4, 0, 10))
F("sign", "n:int -> int", "return the sign of a number|return 1, 0 or -1 for the sign of a number|find the sign of an integer", "返回一个数的符号|求一个数的符号，返回1、0或-1|判断数字的正负号",
  "if $n > 0:\n    return 1\nif $n < 0:\n    return -1\nreturn 0", "return Math.Sign($n);", "return Math.sign($n);", lambda n: (n > 0) - (n < 0), (9,), (-4,), (0,))
F("celsius_to_fahrenheit", "celsius:float -> float", "convert Celsius to Fahrenheit|convert a temperature from Celsius to Fahrenheit|turn degrees Celsius into Fahrenheit", "把摄氏度转换为华氏度|将摄氏温度换算成华氏温度|摄氏度转华氏度",
  "return $celsius * 9 / 5 + 32", "return $celsius * 9 / 5 + 32;", "=", lambda c: c * 9 / 5 + 32, (100,), (-40,))
F("fahrenheit_to_celsius", "fahrenheit:float -> float", "convert Fahrenheit to Celsius|convert a temperature from Fahrenheit to Celsius|turn degrees Fahrenheit into Celsius", "把华氏度转换为摄氏度|将华氏温度换算成摄氏温度|华氏度转摄氏度",
  "return ($fahrenheit - 32) * 5 / 9", "return ($fahrenheit - 32) * 5 / 9;", "=", lambda f: (f - 32) * 5 / 9, (212,), (14,))
F("kilometers_to_miles", "kilometers:float -> float", "convert kilometers to miles|convert a distance from kilometers to miles|turn kilometers into miles", "把公里转换为英里|将千米换算成英里|公里转英里",
  "return $kilometers * 0.621371", "return $kilometers * 0.621371;", "=", lambda k: k * 0.621371, (10,), (42,))
F("circle_area", "radius:float -> float", "return the area of a circle|compute the area of a circle from its radius|calculate a circle's area", "计算圆的面积|根据半径返回圆的面积|求圆面积",
  "return 3.141592653589793 * $radius ** 2", "return Math.PI * $radius * $radius;", "=", lambda r: 3.141592653589793 * r * r, (2,), (5,))
F("rectangle_area", "width:float height:float -> float", "return the area of a rectangle|compute the area of a rectangle from width and height|calculate a rectangle's area", "计算矩形的面积|根据宽和高返回矩形的面积|求长方形面积",
  "return $width * $height", "return $width * $height;", "=", lambda w, h: w * h, (2, 3), (5, 4))
F("rectangle_perimeter", "width:float height:float -> float", "return the perimeter of a rectangle|compute the perimeter of a rectangle from width and height|calculate a rectangle's perimeter", "计算矩形的周长|根据宽和高返回矩形的周长|求长方形周长",
  "return 2 * ($width + $height)", "return 2 * ($width + $height);", "=", lambda w, h: 2 * (w + h), (2, 3), (5, 4))
F("triangle_area", "side:float height:float -> float", "return the area of a triangle|compute the area of a triangle from base and height|calculate a triangle's area", "计算三角形的面积|根据底和高返回三角形的面积|求三角形面积",
  "return $side * $height / 2", "return $side * $height / 2;", "=", lambda w, h: w * h / 2, (2, 3), (5, 4))
F("hypotenuse", "a:float b:float -> float", "return the hypotenuse of a right triangle|compute the length of the hypotenuse|find the hypotenuse from two sides", "计算直角三角形的斜边|返回斜边的长度|根据两条直角边求斜边",
  "return ($a ** 2 + $b ** 2) ** 0.5", "return Math.Sqrt($a * $a + $b * $b);", "return Math.sqrt($a * $a + $b * $b);", lambda a, b: (a * a + b * b) ** 0.5, (3, 4), (5, 12))
F("percentage", "part:float whole:float -> float", "return what percentage one number is of another|compute a percentage from part and whole|calculate the percent of a part in a whole", "计算一个数占另一个数的百分比|根据部分和整体返回百分比|求百分比",
  "return $part / $whole * 100", "return $part / $whole * 100;", "=", lambda a, b: a / b * 100, (1, 4), (30, 60))
F("apply_discount", "price:float -> float", "apply a discount of $k percent to a price|return a price reduced by $k percent|calculate a price after $k% off", "给价格打折，减去百分之$k|返回降价百分之$k后的价格|计算优惠$k%后的价格",
  "return $price * (100 - $k) / 100", "return $price * (100 - $k) / 100;", "=", lambda p, k: p * (100 - k) / 100, (100,), (80,), k=(5, 60))
F("add_tax", "price:float -> float", "add a tax of $k percent to a price|return a price including $k percent tax|calculate a price with $k% tax", "给价格加上百分之$k的税|返回含百分之$k税的价格|计算加$k%税后的价格",
  "return $price * (100 + $k) / 100", "return $price * (100 + $k) / 100;", "=", lambda p, k: p * (100 + k) / 100, (100,), (80,), k=(5, 60))
